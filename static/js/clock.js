// Clocks and countdowns, in the server's time.
//   [data-clock="hm" | "hms"]  the time of day
//   [data-until=ms][data-now=ms]  m:ss left; classes soon (30 s) and over; at zero it says data-over
//   [data-since=ms][data-now=ms]  m:ss gone by
//   [data-drain=ms][data-now=ms][data-given=ms]  a bar whose rect.value shrinks until then, with the same two classes
// data-now is the server's clock when the fragment was made; the difference to ours is kept per element.
(function () {
  'use strict';
  function two(n) { return (n < 10 ? '0' : '') + n; }
  function clock(element) {
    // The first text is the server's time of day in the place's own time zone; from there we only count on.
    if (element.ahead === undefined) {
      var told = element.textContent.match(/(\d+):(\d+)(?::(\d+))?/);
      var here = new Date();
      var ours = here.getHours() * 3600 + here.getMinutes() * 60 + here.getSeconds();
      element.ahead = told ? (told[1] * 3600 + told[2] * 60 + Number(told[3] || here.getSeconds()) - ours) * 1000 : 0;
    }
    var now = new Date(Date.now() + element.ahead);
    var seconds = element.dataset.clock === 'hms' ? ':' + two(now.getSeconds()) : '';
    return now.getHours() + ':' + two(now.getMinutes()) + seconds;
  }
  function span(ms) {
    var s = Math.max(0, Math.round(ms / 1000));
    return Math.floor(s / 60) + ':' + two(s % 60);
  }
  function serverNow(element) {
    if (element.offset === undefined || element.offsetFrom !== element.dataset.now) {
      element.offset = element.dataset.now ? Number(element.dataset.now) - Date.now() : 0;
      element.offsetFrom = element.dataset.now;
    }
    return Date.now() + element.offset;
  }
  function drain(bar) {
    var left = Math.max(0, Number(bar.dataset.drain) - serverNow(bar));
    bar.querySelector('.value').setAttribute('width', Math.min(100, 100 * left / Number(bar.dataset.given)).toFixed(2) + '%');
    bar.classList.toggle('soon', left > 0 && left <= 30000);
    bar.classList.toggle('over', left <= 0);
  }
  function put(element, text) { if (element.textContent !== text) { element.textContent = text; } }

  function tick() {
    document.querySelectorAll('[data-clock]').forEach(function (element) { put(element, clock(element)); });
    document.querySelectorAll('[data-since]').forEach(function (element) { put(element, span(serverNow(element) - Number(element.dataset.since))); });
    document.querySelectorAll('[data-drain]').forEach(drain);
    document.querySelectorAll('[data-until]').forEach(function (element) {
      var left = Number(element.dataset.until) - serverNow(element);
      var over = left <= 0;
      [element, element.closest('[data-timed]')].forEach(function (mark) {
        if (!mark) { return; }
        mark.classList.toggle('soon', !over && left <= 30000);
        mark.classList.toggle('over', over);
      });
      put(element, over && element.dataset.over ? element.dataset.over : span(left));
    });
  }
  if (window.yehua) { window.yehua.on('swapped', tick); }
  setInterval(tick, 500);
  document.addEventListener('DOMContentLoaded', tick);
})();
