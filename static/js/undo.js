// A step that can be taken back for a few seconds: data-undo holds how many milliseconds the server still allows. The
// form goes by itself then; Ctrl+Z presses it, unless somebody types.
(function () {
  'use strict';
  var timer = null;

  function form() { return document.querySelector('[data-undo]'); }
  function hide() { var found = form(); if (found) { found.hidden = true; } }
  function begin() {
    var found = form();
    clearTimeout(timer);
    if (found) { timer = setTimeout(hide, Math.max(0, Number(found.dataset.undo))); }
  }
  document.addEventListener('keydown', function (event) {
    var found = form();
    var typing = event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (!found || found.hidden || typing || event.shiftKey || event.altKey) { return; }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      found.querySelector('button').click();
    }
  });
  document.addEventListener('DOMContentLoaded', begin);
  window.yehua.on('swapped', begin);
})();
