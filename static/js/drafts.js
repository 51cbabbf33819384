// Text that someone typed survives a lost page.
//   <form data-draft="issue-new:17">  keeps its text fields on this phone, and puts them back when they are empty
//   [data-draft-clear="issue-new:17"] on the page after success forgets them ("*" forgets all)
//   <form data-forget>                (sign out) forgets all, for the next person on a shared phone
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
  function keep(form) {
    var kept = {};
    fields(form).forEach(function (field) { if (field.value) { kept[field.name] = field.value; } });
    guarded(function () { localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify(kept)); });
    form.querySelectorAll('[data-draft-said]').forEach(function (line) { line.hidden = false; });
  }
  function restore(form) {
    var kept = guarded(function () { return JSON.parse(localStorage.getItem(PREFIX + form.dataset.draft)); });
    if (!kept || form.querySelector('[aria-invalid]')) { return; }   // after a 422 the server's text is newer
    fields(form).forEach(function (field) {
      if (kept[field.name] && (!field.value || field.type === 'select-one')) { field.value = kept[field.name]; }
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
  document.addEventListener('submit', function (event) { if (event.target.hasAttribute('data-forget')) { forget('*'); } });
  function look(root) {
    root.querySelectorAll('[data-draft-clear]').forEach(function (mark) { forget(mark.dataset.draftClear); });
    root.querySelectorAll('form[data-draft]').forEach(restore);
  }
  document.addEventListener('DOMContentLoaded', function () { look(document); });
})();
