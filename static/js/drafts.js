// Text that someone typed survives a lost page.
//   <form data-draft="issue-new:17">  keeps its text fields on this phone, and puts them back when they are empty
//   [data-draft-clear="issue-new:17"] on the page after success forgets them ("*" forgets all)
//   <form data-forget>                (sign out) forgets all, for the next person on a shared phone
//   data-draft-over="revision"        (on such a form, beside data-draft) what is kept belongs to the version that this hidden
//                                     field names, and is put back over that very version; leaving the page with it
//                                     unsaved asks first
//   [data-when-saved]                 holds a form that waits until nothing is unsaved; [data-unsaved-said] says why
//   [data-draft-said]                 inside the form: shown once something is kept
//   [data-not-sent]                   inside the form: shown when there was no network; it is sent again by itself, with
//                                     the same key, so that what arrived after all counts once
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
  // The key that makes two sendings one, and the photos that have arrived, belong to the draft as well.
  function keepPhotos(form) {
    var tiles = Array.prototype.map.call(form.querySelectorAll('.photo--sent'), function (tile) {
      return { src: tile.querySelector('img').getAttribute('src'), token: tile.querySelector('[name=photo_token]').value };
    });
    guarded(function () { localStorage.setItem(key(form) + ':sent', JSON.stringify({ photos: tiles, once: form.elements.once && form.elements.once.value, at: Date.now() })); });
  }
  function restorePhotos(form) {
    var kept = guarded(function () { return JSON.parse(localStorage.getItem(key(form) + ':sent')); });
    var list = form.querySelector('[data-photo-list]');
    if (!kept || !list || Date.now() - kept.at > 36e5 || form.querySelector('[name=photo_token]')) { return; }
    if (kept.once && form.elements.once) { form.elements.once.value = kept.once; }
    kept.photos.forEach(function (photo) {
      var tile = list.appendChild(document.createElement('div'));
      var image = tile.appendChild(document.createElement('img'));
      var token = tile.appendChild(document.createElement('input'));
      tile.className = 'photo photo--sent';
      image.alt = '';
      image.src = photo.src;
      token.type = 'hidden';
      token.name = 'photo_token';
      token.value = photo.token;
    });
  }
  document.addEventListener('yehua:photo-sent', function (event) { if (event.detail.form.dataset.draft) { keepPhotos(event.detail.form); } });
  var waiting = null;   // the form that could not be sent
  yehua.on('sending', function (detail) { if (detail.by && detail.by.dataset && detail.by.dataset.draft) { keepPhotos(detail.by); waiting = detail.by; said(detail.by, 'data-not-sent', false); } });
  yehua.on('trouble', function (detail) {
    if (!waiting || detail.why !== 'offline' || !waiting.querySelector('[data-not-sent]')) { return; }
    said(waiting, 'data-not-sent', true);
    waiting.dataset.unsent = '';
  });
  window.addEventListener('online', function () {
    var form = document.querySelector('form[data-unsent]');
    if (form) { delete form.dataset.unsent; form.requestSubmit ? form.requestSubmit() : form.querySelector('button:not([type])').click(); }
  });
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
        if (name === PREFIX + key || name === PREFIX + key + ':sent' || (key === '*' && name.indexOf(PREFIX) === 0)) { localStorage.removeItem(name); }
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
    root.querySelectorAll('form[data-draft]').forEach(restorePhotos);
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
