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
  function heard() {
    var now = new Date();
    var text = [now.getHours(), now.getMinutes(), now.getSeconds()].map(function (n) { return (n < 10 ? '0' : '') + n; }).join(':');
    document.querySelectorAll('[data-conn-time]').forEach(function (time) { time.textContent = text; });
  }
  yehua.on('stream', function (detail) { show(detail.state); if (detail.state === 'ok') { heard(); } });
  yehua.on('swapped', function (detail) { if (detail.pushed) { heard(); } });
  yehua.on('polled', function () { show('retry'); heard(); });
})();
