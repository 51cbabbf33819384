// Keys of the chair console: data-key="v" (several with spaces: "ArrowRight PageDown") presses that button.
// `?` shows the map; single keys can be switched off (WCAG 2.1.4); none fires while someone types. Presentation
// clickers send PageUp and PageDown.
(function () {
  'use strict';
  var STORE = 'keys-off';

  function map() { return document.querySelector('[data-key-map]'); }
  function off() { try { return localStorage.getItem(STORE) === 'yes'; } catch (error) { return false; } }
  function typing(target) { return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) || (target.tagName === 'INPUT' && !/^(checkbox|radio|button|submit)$/.test(target.type)); }
  function label(button) { return button.dataset.keyLabel || button.textContent.trim().replace(/\s+/g, ' '); }
  function plain(button) {
    var copy = button.cloneNode(true);
    copy.querySelectorAll('kbd, small').forEach(function (extra) { extra.remove(); });
    return label(copy);
  }
  function list() {
    var rows = map().querySelector('[data-key-list]');
    rows.textContent = '';
    document.querySelectorAll('[data-key]').forEach(function (button) {
      var term = rows.appendChild(document.createElement('dt'));
      button.dataset.key.split(' ').forEach(function (key) { term.appendChild(document.createElement('kbd')).textContent = key; });
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
      return !button.disabled && button.getClientRects().length &&
        button.dataset.key.toLowerCase().split(' ').indexOf(key.toLowerCase()) >= 0;
    });
  }
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || typing(event.target)) { return; }
    if (event.key === '?') { event.preventDefault(); toggle(); return; }
    if (off() || (map() && map().open)) { return; }
    if (event.key === 'Enter' && event.target.closest('a, button, summary')) { return; }
    var button = wanted(event.key === ' ' ? 'Space' : event.key);
    if (button) { event.preventDefault(); button.click(); }
  });
  document.addEventListener('click', function (event) { if (event.target.closest('[data-show-keys]')) { event.preventDefault(); toggle(); } });
  document.addEventListener('change', function (event) {
    if (!event.target.matches('[data-keys-switch]')) { return; }
    try { localStorage.setItem(STORE, event.target.checked ? 'no' : 'yes'); } catch (error) { /* kept for this page only */ }
  });
})();
