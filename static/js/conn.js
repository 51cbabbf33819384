// The connection strip: one of four states in words, and when the page last heard from the server.
//   ok     the stream speaks
//   retry  it broke, and nothing is known yet
//   slow   the page asks by itself every few seconds (poll.js) and is answered: one steady state, however often the
//          stream is tried in between
//   off    the last such question was not answered either, or the browser knows that it has no network
// A word stands for the states in its data-when.
(function () {
  'use strict';
  var yehua = window.yehua;
  var stream = 'ok';
  var answered = null;  // whether the last question was; null: none was asked since the stream changed its mind

  function standing() {
    if (stream === 'ok' || answered === null) { return stream; }
    return answered ? 'slow' : 'off';
  }
  function show() {
    var state = standing();
    document.querySelectorAll('[data-conn]').forEach(function (strip) {
      strip.dataset.state = state;
      strip.querySelectorAll('[data-when]').forEach(function (word) { word.hidden = word.dataset.when.split(' ').indexOf(state) < 0; });
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
  yehua.on('stream', function (detail) {
    if (detail.state !== 'retry' || stream === 'off') { answered = null; }
    stream = detail.state;
    show();
    if (stream === 'ok') { heard(); }
  });
  yehua.on('swapped', function (detail) { if (detail.pushed) { heard(); } });
  yehua.on('polled', function (detail) {
    if (stream !== 'ok') { answered = detail.answered; show(); }
    if (detail.answered) { heard(); }
  });
})();
