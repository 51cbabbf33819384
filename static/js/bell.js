// A bell when a speaker's time is up, on the chair's desk: [data-bell] holds the countdown. It rings once a speech, and
// only where the browser lets a page sound (after the chair has pressed anything).
(function () {
  'use strict';
  var rung = '';
  function ring() {
    var Sound = window.AudioContext || window.webkitAudioContext;
    if (!Sound) { return; }
    var context;
    try { context = new Sound(); } catch (refused) { return; /* no sound card, or the browser will not: the clock is red */ }
    [0, 0.45].forEach(function (at) {
      var tone = context.createOscillator();
      var loud = context.createGain();
      tone.frequency.value = 880;
      loud.gain.setValueAtTime(0.25, context.currentTime + at);
      loud.gain.exponentialRampToValueAtTime(0.001, context.currentTime + at + 0.4);
      tone.connect(loud);
      loud.connect(context.destination);
      tone.start(context.currentTime + at);
      tone.stop(context.currentTime + at + 0.4);
    });
    setTimeout(function () { context.close(); }, 1500);
  }
  setInterval(function () {
    var timed = document.querySelector('[data-bell]');
    if (!timed || rung === timed.dataset.bell || !timed.classList.contains('over')) { return; }
    rung = timed.dataset.bell;
    ring();
  }, 500);
})();
