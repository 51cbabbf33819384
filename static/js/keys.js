// Keys of the chair console: data-key="v" (several with spaces: "ArrowRight PageDown") presses that button.
// `?` shows the map, with the keys that do not work now in grey; single keys can be switched off (WCAG 2.1.4); none
// fires while someone types. Presentation clickers send PageUp, PageDown and a full stop. [data-key-else] is said when
// one of its keys is pressed and no button has it.
(function () {
  'use strict';
  var STORE = 'keys-off';
  var NAMES = { ArrowRight: '\u2192', ArrowLeft: '\u2190', ArrowUp: '\u2191', ArrowDown: '\u2193', 'Control+z': 'Ctrl Z', Escape: 'Esc' };
  // A clicker pressed twice by a nervous thumb is one press: the second of two within this time does nothing.
  var CLICKER = /^(Page(Up|Down)|Arrow(Left|Right)|Enter)$/;
  var TWICE = 700;
  var pressed = { key: '', at: -TWICE };

  function map() { return document.querySelector('[data-key-map]'); }
  function off() { try { return localStorage.getItem(STORE) === 'yes'; } catch (error) { return false; } }
  function typing(target) { return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) || (target.tagName === 'INPUT' && !/^(checkbox|radio|button|submit)$/.test(target.type)); }
  function label(button) { return button.dataset.keyLabel || button.textContent.trim().replace(/\s+/g, ' '); }
  function plain(button) {
    var copy = button.cloneNode(true);
    copy.querySelectorAll('kbd, small').forEach(function (extra) { extra.remove(); });
    return label(copy);
  }
  function name(key) { return NAMES[key] || map().dataset['key' + key] || (key.length === 1 ? key.toUpperCase() : key); }
  function bounced(event) {
    var again = CLICKER.test(event.key) && event.key === pressed.key && event.timeStamp - pressed.at < TWICE;
    pressed = { key: event.key, at: event.timeStamp };
    return again;
  }
  function caps(term, keys) {
    term.textContent = '';
    keys.split(' ').forEach(function (key) { term.appendChild(document.createElement('kbd')).textContent = name(key); });
  }
  function shared(one, other) {
    return one.split(' ').filter(function (key) { return other.split(' ').indexOf(key) >= 0; }).join(' ');
  }
  // A line of the map works now if its button is there, or if it belongs to no button (the map's own keys).
  function list() {
    var rows = map().querySelector('[data-key-list]');
    var live = Array.prototype.filter.call(document.querySelectorAll('[data-key]'), works), listed = [];
    rows.querySelectorAll('.key-row--more').forEach(function (row) { row.remove(); });
    rows.querySelectorAll('.key-row').forEach(function (row) {
      var own = live.filter(function (button) {
        return shared(row.dataset.keys, button.dataset.key) && (!('alone' in row.dataset) || plain(button) === row.dataset.does);
      })[0];
      var always = /^(\?|Escape)$/.test(row.dataset.keys) || (row.dataset.keys === 'Control+z' && !!document.querySelector('[data-undo]:not([hidden])'));
      if (own) { listed.push(own); }
      caps(row.querySelector('dt'), own ? shared(row.dataset.keys, own.dataset.key) : row.dataset.keys);
      row.querySelector('dd span').textContent = own ? plain(own) : row.dataset.does;
      row.classList.toggle('key-row--off', !own && !always);
    });
    live.filter(function (button) { return listed.indexOf(button) < 0; }).forEach(function (button) {
      var row = rows.appendChild(document.createElement('div'));
      row.className = 'key-row key-row--more';
      caps(row.appendChild(document.createElement('dt')), button.dataset.key);
      row.appendChild(document.createElement('dd')).textContent = plain(button);
    });
    map().querySelector('[data-keys-switch]').checked = !off();
  }
  function toggle() {
    if (!map()) { return; }
    if (map().open) { map().close(); return; }
    list();
    map().showModal();
  }
  function works(button) { return !button.matches(':disabled') && button.getClientRects().length > 0; }
  function named(element, key) { return (element.dataset.key || element.dataset.keyElse).toLowerCase().split(' ').indexOf(key.toLowerCase()) >= 0; }
  function wanted(key) {
    return Array.prototype.find.call(document.querySelectorAll('[data-key]'), function (button) { return works(button) && named(button, key); });
  }
  var saying = null;
  function sayElse(event) {
    var line = Array.prototype.find.call(document.querySelectorAll('[data-key-else]'), function (each) { return named(each, event.key); });
    var idle = line && Array.prototype.some.call(document.querySelectorAll('[data-key]'), function (button) { return named(button, event.key); });
    if (!line || idle) { return; }
    event.preventDefault();
    clearTimeout(saying);
    line.hidden = false;
    saying = setTimeout(function () { line.hidden = true; }, 5000);
  }
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || typing(event.target)) { return; }
    if (event.key === '?') { event.preventDefault(); toggle(); return; }
    if (off() || (map() && map().open)) { return; }
    if (/^Arrow/.test(event.key) && event.target.type === 'radio') { return; }   // moves the choice
    if (event.key === 'Enter' && event.target.closest('a, button, summary')) { return; }
    var button = wanted(event.key === ' ' ? 'Space' : event.key);
    if (!button) { sayElse(event); return; }
    event.preventDefault();
    if (!bounced(event)) { button.click(); }
  });
  // The second half of a double click falls on whatever stands there by then: it is nobody's decision.
  document.addEventListener('click', function (event) {
    if (event.detail > 1 && event.target.closest('.primary-step')) { event.preventDefault(); event.stopPropagation(); }
  }, true);
  // Beside a field with data-count: how long it is; a longer text is allowed, but said.
  function count(field) {
    var label = field.labels && field.labels[0];
    if (!label) { return; }
    var figure = label.querySelector('.count') || label.appendChild(document.createElement('span'));
    figure.className = 'count num' + (field.value.length > Number(field.dataset.count) ? ' count--over' : '');
    figure.textContent = field.value.length + ' / ' + field.dataset.count;
  }
  function counts() { document.querySelectorAll('[data-count]').forEach(count); }
  document.addEventListener('input', function (event) { if (event.target.matches('[data-count]')) { count(event.target); } });
  document.addEventListener('DOMContentLoaded', counts);
  window.yehua.on('swapped', counts);
  document.addEventListener('click', function (event) { if (event.target.closest('[data-show-keys]')) { event.preventDefault(); toggle(); } });
  document.addEventListener('change', function (event) {
    if (!event.target.matches('[data-keys-switch]')) { return; }
    try { localStorage.setItem(STORE, event.target.checked ? 'no' : 'yes'); } catch (error) { /* kept for this page only */ }
  });
})();
