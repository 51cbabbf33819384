// The only file that knows htmx by name. It turns htmx's events into our own:
//   yehua:swapped (something new is on the page), yehua:trouble (a request failed and nothing was swapped),
//   yehua:swapping and yehua:placed (right before and after an answer takes the place of `target`),
// and gives the other files swap(), refresh() and the event source of their choice.
(function () {
  'use strict';
  document.documentElement.classList.add('js');
  var yehua = window.yehua = {};
  var openFolds = [];

  yehua.say = function (name, detail) {
    document.dispatchEvent(new CustomEvent('yehua:' + name, { detail: detail || {} }));
  };
  yehua.on = function (name, act) {
    document.addEventListener('yehua:' + name, function (event) { act(event.detail); });
  };
  // Replace the inside of `target` with `html`, bringing htmx to the new elements.
  yehua.swap = function (target, html) {
    htmx.swap(target, html, { swapStyle: 'innerHTML' });
    yehua.say('swapped', { target: target });
  };
  // Let an element with hx-get and hx-trigger="refresh" fetch itself again.
  yehua.refresh = function (element) { htmx.trigger(element, 'refresh'); };

  // The extension opens streams through this hook; ours sleeps while the page is hidden (stream.js).
  htmx.createEventSource = function (url) { return yehua.openStream(url); };

  document.addEventListener('htmx:afterSettle', function (event) { yehua.say('swapped', { target: event.target }); });
  document.addEventListener('htmx:sseMessage', function (event) { yehua.say('swapped', { target: event.target, pushed: true }); });
  // What a page fetches by itself is no act of anybody: that it did not arrive, the connection strip says.
  function wrote(event) { return (event.detail.requestConfig || {}).verb !== 'get'; }
  function lost(event) { if (wrote(event)) { yehua.say('trouble', { why: 'offline' }); } }
  document.addEventListener('htmx:sendError', lost);
  document.addEventListener('htmx:timeout', lost);
  document.addEventListener('htmx:responseError', function (event) {
    if (event.detail.xhr.status >= 500 && wrote(event)) { yehua.say('trouble', { why: 'broken' }); }
  });
  document.addEventListener('htmx:beforeSwap', function (event) {
    var detail = event.detail;
    if (detail.shouldSwap) { yehua.say('swapping', { target: event.target, by: (detail.requestConfig || {}).elt, taken: !detail.isError }); }
  });
  document.addEventListener('htmx:afterSwap', function (event) { yehua.say('placed', { target: event.target }); });
  document.addEventListener('htmx:beforeRequest', function (event) { yehua.say('sending', { by: event.target }); });

  // Folds that someone opened stay open when their region is swapped; one that asks "sure?" is known by what it does.
  function nameOf(fold) {
    var form = fold.classList.contains('confirm') && fold.querySelector('form');
    return fold.id || (form ? form.getAttribute('action') : '');
  }
  document.addEventListener('htmx:beforeSwap', function (event) {
    // added, not set: another region's swap may come before this one has settled
    event.target.querySelectorAll('details[open]').forEach(function (fold) {
      if (nameOf(fold)) { openFolds.push(nameOf(fold)); }
    });
  });
  yehua.on('swapped', function () {
    if (!openFolds.length) { return; }
    document.querySelectorAll('details:not([open])').forEach(function (fold) {
      if (openFolds.indexOf(nameOf(fold)) >= 0) { fold.open = true; }
    });
    openFolds = [];
  });

  var line = function () { return document.getElementById('trouble'); };
  yehua.on('trouble', function (detail) {
    if (line()) { line().textContent = line().dataset[detail.why]; line().hidden = false; }
  });
  yehua.on('sending', function () { if (line()) { line().hidden = true; } });
})();
