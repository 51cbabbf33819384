// The wall stays lit: a screen wake lock where the browser has one, asked for again when the page comes back.
(function () {
  'use strict';
  function hold() {
    if (document.visibilityState !== 'visible' || !navigator.wakeLock) { return; }
    navigator.wakeLock.request('screen').catch(function () { /* saving power: the wall goes on without it */ });
  }
  document.addEventListener('visibilitychange', hold);
  document.addEventListener('DOMContentLoaded', hold);
})();
