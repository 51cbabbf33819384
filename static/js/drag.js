// Drag an item of a list to another place: ol[data-drag] > li[data-place="url"]. The buttons "up" and "down" do the same
// without a mouse; a drop sends what they send, with the place it was dropped on. Desks only: on a phone one scrolls.
(function () {
  'use strict';
  var held = null;

  function list(node) { return node.closest && node.closest('[data-drag]'); }
  function item(node) { return node.closest && node.closest('[data-drag] > li'); }
  function place(row) { return Array.prototype.indexOf.call(row.parentNode.children, row) + 1; }
  function ready() {
    document.querySelectorAll('[data-drag] > li').forEach(function (row) { row.draggable = true; });
  }
  document.addEventListener('dragstart', function (event) {
    var row = item(event.target);
    if (!row) { return; }
    held = { row: row, at: place(row) };
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', '');
    row.classList.add('is-dragged');
  });
  document.addEventListener('dragover', function (event) {
    var over = item(event.target);
    if (!held || !over || list(over) !== list(held.row)) { return; }
    event.preventDefault();
    if (over === held.row) { return; }
    var box = over.getBoundingClientRect();
    over.parentNode.insertBefore(held.row, event.clientY < box.top + box.height / 2 ? over : over.nextSibling);
  });
  document.addEventListener('drop', function (event) {
    if (!held) { return; }
    event.preventDefault();
    var row = held.row, at = held.at, to = place(row);
    held = null;
    row.classList.remove('is-dragged');
    if (to === at) { return; }
    var values = { to: to, at: at };
    row.querySelectorAll('form input[type="hidden"]').forEach(function (field) { if (!(field.name in values)) { values[field.name] = field.value; } });
    window.htmx.ajax('POST', row.dataset.place, { target: '#agenda', swap: 'outerHTML', values: values });
  });
  // Let go outside the list: it goes back to where it was.
  document.addEventListener('dragend', function () {
    if (!held) { return; }
    held.row.classList.remove('is-dragged');
    held.row.parentNode.insertBefore(held.row, held.row.parentNode.children[held.at - 1 + (place(held.row) < held.at ? 1 : 0)] || null);
    held = null;
  });
  document.addEventListener('DOMContentLoaded', ready);
  window.yehua.on('swapped', ready);
})();
