// Text that someone typed survives a lost page.
//   <form data-draft="issue-new:17">  keeps its text fields on this phone, and puts them back when they are empty
//   [data-draft-clear="issue-new:17"] on the page after success forgets them ("*" forgets all)
//   <form data-forget>                (sign out) forgets all, for the next person on a shared phone
//   data-draft-over="revision"        (on such a form, beside data-draft) what is kept belongs to the version that this hidden
//                                     field names, and is put back over that very version; leaving the page with it
//                                     unsaved asks first
//   [data-when-saved]                 holds a form that waits until nothing is unsaved; [data-unsaved-said] says why
//   [data-draft-said]                 inside the form: shown once something is kept
(function () {
  'use strict';
  var PREFIX = 'draft:';

  function guarded(act) {
    try { return act(); } catch (error) { return null; }   // private mode has no storage
  }
  function fields(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && /^(textarea|text|search|select-one)$/.test(field.type) && field.name !== 'csrf_token';
    });
  }
  function key(form) {
    var version = form.dataset.draftOver && form.elements[form.dataset.draftOver];
    return PREFIX + form.dataset.draft + (version ? ':' + version.value : '');
  }
  function keep(form) {
    var kept = {};
    fields(form).forEach(function (field) { if (field.value) { kept[field.name] = field.value; } });
    guarded(function () { localStorage.setItem(key(form), JSON.stringify(kept)); });
    if (form.dataset.draftOver) { form.dataset.unsaved = ''; }
    said(form, 'data-draft-said', true);
  }
  function restore(form) {
    var kept = guarded(function () { return JSON.parse(localStorage.getItem(key(form))); });
    if (!kept || form.querySelector('[aria-invalid]')) { return; }   // after a 422 the server's text is newer
    fields(form).forEach(function (field) {
      var over = form.dataset.draftOver || !field.value || field.type === 'select-one';
      if (!kept[field.name] || !over || field.value === kept[field.name]) { return; }
      field.value = kept[field.name];
      if (form.dataset.draftOver) { keep(form); }
    });
  }
  function forget(key) {
    guarded(function () {
      Object.keys(localStorage).forEach(function (name) {
        if (name === PREFIX + key || (key === '*' && name.indexOf(PREFIX) === 0)) { localStorage.removeItem(name); }
      });
    });
  }
  document.addEventListener('input', function (event) {
    var form = event.target.form;
    if (form && form.dataset.draft) { keep(form); }
  });
  function unsaved() { return document.querySelector('form[data-unsaved]'); }
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.hasAttribute('data-forget')) { forget('*'); }
    if (form.hasAttribute('data-unsaved') && !event.defaultPrevented) { delete form.dataset.unsaved; }   // without htmx
    if (form.closest('[data-when-saved]') && unsaved()) {
      event.preventDefault();
      said(document, 'data-unsaved-said', true);
    }
  });
  window.addEventListener('beforeunload', function (event) { if (unsaved()) { event.preventDefault(); event.returnValue = ''; } });
  function look(root) {
    root.querySelectorAll('[data-draft-clear]').forEach(function (mark) { forget(mark.dataset.draftClear); });
    root.querySelectorAll('form[data-draft]').forEach(restore);
  }
  function said(form, what, shown) {
    form.querySelectorAll('[' + what + ']').forEach(function (line) { line.hidden = !shown; });
  }
  function texts(form) { return JSON.stringify(fields(form).map(function (field) { return field.value; })); }
  yehua.on('sending', function (detail) { if (detail.by && detail.by.dataset.draftOver) { detail.by.sent = texts(detail.by); } });
  // A save in place: what was kept for it is forgotten, unless more was typed while it travelled.
  yehua.on('swapped', function (detail) {
    var mark = detail.target, form = mark && mark.closest && mark.closest('form[data-draft-over]');
    if (!form || !mark.hasAttribute('data-draft-clear')) { return; }
    forget(mark.dataset.draftClear);
    if (form.sent !== undefined && form.sent !== texts(form)) { keep(form); return; }
    delete form.dataset.unsaved;
    said(form, 'data-draft-said', false);
    if (!unsaved()) { said(document, 'data-unsaved-said', false); }
  });
  document.addEventListener('DOMContentLoaded', function () { look(document); });
})();
