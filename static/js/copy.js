// Copy a text for the neighbours' group, and print. A hall's plain-HTTP page has no clipboard: then the text is selected.
(function () {
  'use strict';
  function show(root) {
    root.querySelectorAll('[data-copy-button], [data-print]').forEach(function (button) { button.hidden = false; });
  }
  function copy(box) {
    var text = box.querySelector('.copy-text');
    var said = box.querySelector('.copy-said');
    function select() {
      text.focus();
      text.setSelectionRange(0, text.value.length);
      var done = false;
      try { done = document.execCommand('copy'); } catch (error) { done = false; }
      said.textContent = done ? said.dataset.copied : said.dataset.select;
    }
    if (!window.isSecureContext || !navigator.clipboard) { select(); return; }
    navigator.clipboard.writeText(text.value).then(function () { said.textContent = said.dataset.copied; }, select);
  }
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-copy-button], [data-print]');
    if (!button) { return; }
    if (button.hasAttribute('data-print')) { window.print(); } else { copy(button.closest('[data-copy]')); }
  });
  document.addEventListener('DOMContentLoaded', function () { show(document); });
  window.yehua.on('swapped', function () { show(document); });
})();
