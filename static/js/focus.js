// After a form comes back with errors, or an error takes its place, the reader is taken there.
(function () {
  'use strict';
  function focus() {
    var mark = document.querySelector('[data-focus]');
    if (!mark || mark.dataset.focused) { return; }
    mark.dataset.focused = 'yes';
    mark.focus({ preventScroll: true });
    var top = mark.getBoundingClientRect().top;
    if (top < 0 || top > window.innerHeight / 2) { mark.scrollIntoView({ block: 'start' }); }
    if (mark.classList.contains('error-summary')) {
      var heading = mark.querySelector('h2').textContent.trim();
      if (document.title.indexOf(heading) !== 0) { document.title = heading + ': ' + document.title; }
    }
  }
  // A link of the summary takes the reader into the field, not only to it.
  document.addEventListener('click', function (event) {
    var link = event.target.closest('.error-summary a[href^="#"]');
    var field = link && document.getElementById(link.getAttribute('href').slice(1));
    if (!field) { return; }
    event.preventDefault();
    (field.closest('.field') || field).scrollIntoView({ block: 'start' });
    field.focus({ preventScroll: true });
  });
  document.addEventListener('DOMContentLoaded', focus);
  window.yehua.on('swapped', focus);
})();
