// What somebody has typed on the console stays there, whatever else is done: each act swaps #console whole.
// Before that, each field that was changed is remembered by its form and name; afterwards it is put back, with its
// fold, the focus and the caret. A form that was sent and taken is done and not remembered; one that is not on the new
// page (a vote has begun) waits here until it comes again, also while the desk is at another page of this tab.
(function () {
  'use strict';
  var yehua = window.yehua;
  var STORE = 'typed:';
  var kept = {};        // form → its changed fields, for forms that are not on the page
  var forgets = false;  // somebody signs out

  function parts() { return document.getElementById('console'); }
  function guarded(act) { try { return act(); } catch (error) { return null; } }   // private mode has no storage
  function keyOf(form) { return form.getAttribute('action') + '#' + form.id; }
  function fields(form) {
    var seen = {};
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName) && !/^(hidden|file|password|submit|button)$/.test(field.type);
    }).map(function (field) {
      var choice = field.type === 'radio' || field.type === 'checkbox' ? ' ' + field.value : '';
      var name = field.name + choice;
      seen[name] = (seen[name] || 0) + 1;
      return { field: field, name: name + ' ' + seen[name], ticked: choice !== '' };
    });
  }
  function first(select) {
    var chosen = Array.prototype.filter.call(select.options, function (option) { return option.defaultSelected; })[0] || select.options[0];
    return chosen ? chosen.value : '';
  }
  function changed(each) {
    if (each.ticked) { return each.field.checked !== each.field.defaultChecked; }
    return each.field.value !== (each.field.tagName === 'SELECT' ? first(each.field) : each.field.defaultValue);
  }
  // Of radio buttons only the one chosen is put back: it turns the others off.
  function written(form) {
    var texts = {};
    fields(form).filter(changed).forEach(function (each) {
      if (each.field.type !== 'radio' || each.field.checked) { texts[each.name] = each.ticked ? each.field.checked : each.field.value; }
    });
    return texts;
  }
  function remember(done) {
    parts().querySelectorAll('form').forEach(function (form) {
      var texts = written(form), fold = form.closest('details');
      if (form === done || !Object.keys(texts).length) { return; }
      kept[keyOf(form)] = { texts: texts, open: !!fold && fold.open };
    });
  }
  function putBack() {
    if (!parts()) { return; }
    parts().querySelectorAll('form').forEach(function (form) {
      var mine = kept[keyOf(form)];
      if (!mine) { return; }
      delete kept[keyOf(form)];
      fields(form).forEach(function (each) {
        if (!(each.name in mine.texts)) { return; }
        if (each.ticked) { each.field.checked = mine.texts[each.name]; return; }
        var was = each.field.value;
        each.field.value = mine.texts[each.name];
        if (each.field.tagName === 'SELECT' && each.field.selectedIndex < 0) { each.field.value = was; }   // no longer offered
      });
      if (mine.open && form.closest('details')) { form.closest('details').open = true; }
    });
  }

  var place = null;   // where the caret stood
  function caret() {
    var field = document.activeElement, form = field && field.form;
    var at = form && parts().contains(form) && fields(form).filter(function (each) { return each.field === field; })[0];
    return at ? { form: keyOf(form), name: at.name, from: field.selectionStart, to: field.selectionEnd } : null;
  }
  function seat() {
    var spot = place;
    place = null;
    if (!spot || !parts()) { return; }
    Array.prototype.filter.call(parts().querySelectorAll('form'), function (form) { return keyOf(form) === spot.form; }).forEach(function (form) {
      fields(form).forEach(function (each) {
        if (each.name !== spot.name) { return; }
        each.field.focus({ preventScroll: true });
        if (typeof spot.from === 'number') { each.field.setSelectionRange(spot.from, spot.to); }
      });
    });
  }

  yehua.on('swapping', function (detail) {
    if (!parts() || detail.target !== parts()) { return; }
    var sent = detail.by && detail.by.closest('form');
    remember(detail.taken ? sent : null);
    place = caret();
  });
  yehua.on('placed', function () { putBack(); seat(); });

  // Another page of the meeting and back, or another wall: the same tab still knows.
  window.addEventListener('pagehide', function () {
    if (!parts() || forgets) { return; }
    remember(null);
    guarded(function () { sessionStorage.setItem(STORE + location.pathname, JSON.stringify(kept)); });
  });
  document.addEventListener('DOMContentLoaded', function () {
    kept = parts() && guarded(function () { return JSON.parse(sessionStorage.getItem(STORE + location.pathname)); }) || {};
    putBack();
  });
  document.addEventListener('submit', function (event) {
    if (event.target.hasAttribute('data-forget')) { forgets = true; guarded(function () { sessionStorage.clear(); }); }
  });
})();
