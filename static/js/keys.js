// Keys of the chair console: data-key="v" (several with spaces: "ArrowRight PageDown") presses that button.
// `?` shows the map; single keys can be switched off (WCAG 2.1.4); none fires while someone types. Presentation
// clickers send PageUp and PageDown.
(function () {
  'use strict';
  var STORE = 'keys-off';
  var NAMES = { ArrowRight: '\u2192', ArrowLeft: '\u2190', ArrowUp: '\u2191', ArrowDown: '\u2193' };
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
  function list() {
    var rows = map().querySelector('[data-key-list]');
    rows.textContent = '';
    document.querySelectorAll('[data-key]').forEach(function (button) {
      var term = rows.appendChild(document.createElement('dt'));
      button.dataset.key.split(' ').forEach(function (key) { term.appendChild(document.createElement('kbd')).textContent = name(key); });
      rows.appendChild(document.createElement('dd')).textContent = plain(button);
    });
    map().querySelector('[data-keys-switch]').checked = !off();
  }
  function toggle() {
    if (!map()) { return; }
    if (map().open) { map().close(); return; }
    list();
    map().showModal();
  }
  function wanted(key) {
    return Array.prototype.find.call(document.querySelectorAll('[data-key]'), function (button) {
      return !button.matches(':disabled') && button.getClientRects().length &&
        button.dataset.key.toLowerCase().split(' ').indexOf(key.toLowerCase()) >= 0;
    });
  }
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || typing(event.target)) { return; }
    if (event.key === '?') { event.preventDefault(); toggle(); return; }
    if (off() || (map() && map().open)) { return; }
    if (event.key === 'Enter' && event.target.closest('a, button, summary')) { return; }
    var button = wanted(event.key === ' ' ? 'Space' : event.key);
    if (!button) { return; }
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
