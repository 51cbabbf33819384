// The connection strip: one of three states in words, and when the page last heard from the server.
(function () {
  'use strict';
  var yehua = window.yehua;

  function show(state) {
    document.querySelectorAll('[data-conn]').forEach(function (strip) {
      strip.dataset.state = state;
      strip.querySelectorAll('[data-when]').forEach(function (word) { word.hidden = word.dataset.when !== state; });
    });
    // Old figures are greyed, never set to zero.
    document.querySelectorAll('[sse-swap]').forEach(function (region) { region.classList.toggle('is-stale', state === 'off'); });
  }
  // The server wrote its own time of day into the page; how far ours is from it says what time it is there now.
  function ahead(time) {
    if (time.ahead === undefined) {
      var told = time.textContent.match(/(\d+):(\d+):(\d+)/);
      var here = new Date();
      var ours = here.getHours() * 3600 + here.getMinutes() * 60 + here.getSeconds();
      time.ahead = told ? (told[1] * 3600 + told[2] * 60 + Number(told[3]) - ours) * 1000 : 0;
    }
    return time.ahead;
  }
  function times(act) { document.querySelectorAll('[data-conn-time]').forEach(act); }
  function heard() {
    times(function (time) {
      var now = new Date(Date.now() + ahead(time));
      time.textContent = [now.getHours(), now.getMinutes(), now.getSeconds()].map(function (n) { return (n < 10 ? '0' : '') + n; }).join(':');
    });
  }
  times(ahead);
  yehua.on('stream', function (detail) { show(detail.state); if (detail.state === 'ok') { heard(); } });
  yehua.on('swapped', function (detail) { if (detail.pushed) { heard(); } });
  yehua.on('polled', function () { show('retry'); heard(); });
})();
