// Photos are made small on the phone before they travel: 1600 px on the long side, JPEG.
// In a field with data-upload each one travels at once and by itself, with its own way to send it again; the form then
// carries only tokens, so the text never waits for a photo.
// <input type=file data-photos="4"> inside [data-photo-field] with a [data-photo-list]. Whatever this browser cannot do
// (no DataTransfer, no upright decoding before Chromium 81) is left to the server, which does it again anyway.
(function () {
  'use strict';
  var LONG_SIDE = 1600;
  var able = window.DataTransfer && HTMLCanvasElement.prototype.toBlob && window.CSS && CSS.supports('image-orientation', 'from-image');

  function shrink(file) {
    return new Promise(function (done) {
      var image = new Image();
      image.onerror = function () { done(file); };
      image.onload = function () {
        var scale = LONG_SIDE / Math.max(image.naturalWidth, image.naturalHeight);
        URL.revokeObjectURL(image.src);
        if (scale >= 1) { done(file); return; }
        var canvas = document.createElement('canvas');
        canvas.width = Math.round(image.naturalWidth * scale);
        canvas.height = Math.round(image.naturalHeight * scale);
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(function (blob) {
          done(blob ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file);
        }, 'image/jpeg', 0.85);
      };
      image.src = URL.createObjectURL(file);
    });
  }
  function field(input) { return input.closest('[data-photo-field]'); }
  function tokens(input) { return field(input).querySelectorAll('[name=photo_token]').length; }
  function sendAlone(input, file) {
    var list = field(input).querySelector('[data-photo-list]');
    var tile = list.appendChild(document.createElement('div'));
    var image = tile.appendChild(document.createElement('img'));
    var said = tile.appendChild(document.createElement('span'));
    var again = tile.appendChild(document.createElement('button'));
    tile.className = 'photo photo--waiting';
    tile.dataset.test = 'photo-tile';
    image.alt = file.name;
    image.src = URL.createObjectURL(file);
    again.type = 'button';
    again.textContent = field(input).dataset.again;
    again.addEventListener('click', send);
    function failed() {
      tile.className = 'photo photo--failed';
      said.textContent = field(input).dataset.failed;
      again.hidden = false;
    }
    function send() {
      var body = new FormData();
      var form = input.form;
      body.append('photos', file, file.name);
      ['csrf_token', 'acting'].forEach(function (name) { if (form.elements[name]) { body.append(name, form.elements[name].value); } });
      tile.className = 'photo photo--waiting';
      said.textContent = field(input).dataset.sending;
      again.hidden = true;
      fetch(field(input).dataset.upload, { method: 'POST', body: body, credentials: 'same-origin', headers: { 'HX-Request': 'true' } }).then(function (answer) {
        return answer.text().then(function (html) {
          if (answer.ok) { tile.outerHTML = html; document.dispatchEvent(new CustomEvent('yehua:photo-sent', { detail: { form: form } })); }
          else if (answer.status === 422) { tile.outerHTML = html; } else { failed(); }
          room(input);
        });
      }).catch(failed);
    }
    send();
  }
  function room(input) {
    var add = input.parentNode.querySelector('.photo--add');
    if (add) { add.hidden = tokens(input) + field(input).querySelectorAll('.photo--waiting, .photo--failed').length >= Number(input.dataset.photos); }
  }
  function put(input, files) {
    var hold = new DataTransfer();
    files.forEach(function (file) { hold.items.add(file); });
    input.files = hold.files;
    input.chosen = files;
    draw(input);
  }
  function draw(input) {
    var add = input.parentNode.querySelector('.photo--add');
    if (add) { add.hidden = input.chosen.length >= Number(input.dataset.photos); }
    var list = input.closest('[data-photo-field]').querySelector('[data-photo-list]');
    list.textContent = '';
    input.chosen.forEach(function (file, index) {
      var tile = list.appendChild(document.createElement('div'));
      var image = tile.appendChild(document.createElement('img'));
      var remove = tile.appendChild(document.createElement('button'));
      tile.className = 'photo';
      image.alt = file.name;
      image.onerror = function () {   // no picture this browser knows: say so instead of a broken tile
        var said = document.createElement('span');
        said.className = 'photo-broken';
        said.textContent = (list.dataset.notAPhoto || '{name}').replace('{name}', file.name);
        image.replaceWith(said);
        tile.classList.add('photo--broken');
      };
      image.src = URL.createObjectURL(file);
      remove.type = 'button';
      remove.textContent = list.dataset.remove.replace('{n}', index + 1);
      remove.addEventListener('click', function () { put(input, input.chosen.filter(function (kept) { return kept !== file; })); });
    });
  }
  document.addEventListener('change', function (event) {
    var input = event.target;
    if (!able || !input.matches('input[data-photos]')) { return; }
    if (field(input).dataset.upload && window.fetch) {
      var chosen = Array.prototype.slice.call(input.files).slice(0, Math.max(0, Number(input.dataset.photos) - tokens(input)));
      Promise.all(chosen.map(shrink)).then(function (files) {
        input.value = '';
        files.forEach(function (file) { sendAlone(input, file); });
        room(input);
      });
      return;
    }
    var all = (input.chosen || []).concat(Array.prototype.slice.call(input.files));
    var most = Number(input.dataset.photos);
    Promise.all(all.slice(0, most).map(shrink)).then(function (files) {
      put(input, files);
      var list = input.closest('[data-photo-field]').querySelector('[data-photo-list]');
      if (all.length > most && list.dataset.tooMany) { list.appendChild(document.createElement('p')).textContent = list.dataset.tooMany; }
    });
  });
})();
