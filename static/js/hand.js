// Where my raised hand stands: the pushed fragment names the queue's hands in order, this page knows which one is mine.
// So two thousand phones learn their place without asking. A hand that is gone from both is asked about once.
(function () {
  'use strict';
  var yehua = window.yehua;
  function show() {
    var mine = document.querySelector('#my-hand[data-hand]');
    var floor = document.getElementById('floor-now');
    if (!mine || !mine.dataset.hand || !document.getElementById('phone-state')) { return; }
    var words = mine.querySelector('[data-hand-words]');
    var place = floor ? floor.dataset.queue.split(' ').indexOf(mine.dataset.hand) + 1 : 0;
    var speaks = !!floor && floor.dataset.speaking === mine.dataset.hand;
    if (words && speaks) { words.textContent = words.dataset.yours; }
    if (words && place) { words.textContent = words.dataset.place.replace('{n}', place); }
    var slot = document.getElementById('hand-slot');
    if (slot && !speaks && !place && slot.dataset.asked !== mine.dataset.hand) {
      slot.dataset.asked = mine.dataset.hand;
      yehua.refresh(slot);
    }
  }
  yehua.on('swapped', show);
  document.addEventListener('DOMContentLoaded', show);
})();
