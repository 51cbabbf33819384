// Where my raised hand stands: the pushed fragment names the queue's hands in order, this page knows which one is mine.
// So two thousand phones learn their place without asking. A hand that is gone from both is asked about once.
(function () {
  'use strict';
  var yehua = window.yehua;
  function show() {
    var mine = document.querySelector('#my-hand[data-hand]');
    var floor = document.getElementById('floor-now');
    var state = document.getElementById('phone-state');
    if (!mine || !mine.dataset.hand || !state || !state.dataset.floor) { return; }
    var words = mine.querySelector('[data-hand-words]');
    var place = floor ? floor.dataset.queue.split(' ').indexOf(mine.dataset.hand) + 1 : 0;
    var speaks = !!floor && floor.dataset.speaking === mine.dataset.hand;
    if (words && speaks) { words.textContent = words.dataset.yours; }
    if (words && place) { words.textContent = words.dataset.place.replace('{n}', place); }
    var slot = document.getElementById('hand-slot');
    // A state older than my part does not know my hand yet: only a newer one can say that it is gone.
    var newer = Number(state.dataset.version) >= Number(mine.dataset.version);
    if (slot && !slot.classList.contains('htmx-request') && newer && !speaks && !place && slot.dataset.asked !== mine.dataset.version) {
      slot.dataset.asked = mine.dataset.version;
      yehua.refresh(slot);
    }
  }
  yehua.on('swapped', show);
  document.addEventListener('DOMContentLoaded', show);
})();
