// When the stream is down, and when a page comes back to the front: ask for the page itself, take the inside of
// every sse-swap region from it by id, and a fresh ticket for the stream. Polling alone is enough to vote.
// While nothing has changed the server says so in a line (304). Says: yehua:polled {answered: true | false}.
(function () {
  'use strict';
  var yehua = window.yehua;
  var timer = null;
  var down = false;
  var tag = '';

  function regions(root) { return root.querySelectorAll('[sse-swap][id]'); }
  // Whether everything was taken: what is being filled in is left, and asked for again.
  function take(page) {
    var whole = true;
    regions(document).forEach(function (region) {
      var fresh = page.getElementById(region.id);
      if (!fresh || fresh.innerHTML === region.seen) { return; }
      if (yehua.busy(region)) { whole = false; } else {
        region.seen = fresh.innerHTML;
        yehua.swap(region, fresh.innerHTML);
      }
    });
    var ticket = page.querySelector('[sse-connect]');
    if (ticket && yehua.stream) { yehua.stream.url = ticket.getAttribute('sse-connect'); }
    return whole;
  }
  function poke() {
    document.querySelectorAll('[data-poke]').forEach(function (region) { yehua.say('poke', { name: region.dataset.poke }); });
  }
  function ask() {
    var said = { 'X-Live': 'poll' };
    var next = '';
    if (tag) { said['If-None-Match'] = tag; }
    return fetch(location.href, { credentials: 'same-origin', cache: 'no-store', headers: said }).then(function (answer) {
      // What stood here is over (a rehearsal): the page says so, once it is loaded anew.
      if (answer.headers.get('HX-Refresh') === 'true') { location.reload(); }
      if (answer.status === 304) { return null; }
      if (!answer.ok || answer.redirected) { throw new Error(String(answer.status)); }
      next = answer.headers.get('ETag') || '';
      return answer.text();
    }).then(function (text) {
      if (text !== null) {
        tag = take(new DOMParser().parseFromString(text, 'text/html')) ? next : '';
        poke();
      }
      yehua.say('polled', { answered: true });
    });
  }
  function again() {
    clearTimeout(timer);
    if (!down || document.hidden) { return; }
    timer = setTimeout(function () { ask().then(again, function () { yehua.say('polled', { answered: false }); again(); }); }, 3000 + Math.random() * 1500);
  }
  yehua.on('stream', function (detail) {
    var was = down;
    down = detail.state !== 'ok';
    if (down && !was) { again(); }
    if (!down) { clearTimeout(timer); }
  });
  function back() {
    if (!document.hidden && document.querySelector('[sse-connect]')) { ask().catch(function () {}); again(); }
  }
  document.addEventListener('visibilitychange', back);
  window.addEventListener('pageshow', function (event) { if (event.persisted) { back(); } });
})();
