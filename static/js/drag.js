// Drag an item of a list to another place: ol[data-drag] > li[data-place="url"]. The buttons "up" and "down" do the same
// without a mouse; a drop sends what they send, with the place it was dropped on. Desks only: on a phone one scrolls.
(function () {
  'use strict';
  var held = null;

  function list(node) { return node.closest && node.closest('[data-drag]'); }
  function item(node) { return node.closest && node.closest('[data-drag] > li'); }
  // A heading's sub-items follow it wherever it is put.
  function along(row) { return Array.prototype.slice.call(row.parentNode.querySelectorAll('[data-under="' + row.id + '"]')); }
  function put(row, before) {
    var rest = along(row);
    row.parentNode.insertBefore(row, before);
    rest.forEach(function (each) { row.parentNode.insertBefore(each, before); });
  }
  function place(row) { return Array.prototype.indexOf.call(row.parentNode.children, row) + 1; }
  function ready() {
    document.querySelectorAll('[data-drag] > li').forEach(function (row) { row.draggable = true; });
  }
  document.addEventListener('dragstart', function (event) {
    var row = item(event.target);
    if (!row) { return; }
    held = { row: row, at: place(row), was: Array.prototype.slice.call(row.parentNode.children) };
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', '');
    row.classList.add('is-dragged');
  });
  document.addEventListener('dragover', function (event) {
    var over = item(event.target);
    if (!held || !over || list(over) !== list(held.row)) { return; }
    event.preventDefault();
    if (over === held.row || over.dataset.under === held.row.id) { return; }
    var box = over.getBoundingClientRect();
    put(held.row, event.clientY < box.top + box.height / 2 ? over : over.nextSibling);
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
    held.was.forEach(function (each) { held.row.parentNode.appendChild(each); });
    held = null;
  });
  document.addEventListener('DOMContentLoaded', ready);
  window.yehua.on('swapped', ready);
})();
