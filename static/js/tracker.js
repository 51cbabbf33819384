// The code of a secret ballot is made on the phone, so that no server chooses it: nine random signs and one that checks
// them (see council/polls/box/trackers.py). Without script the server's own stands in the form already.
(function () {
  'use strict';
  var SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  function made() {
    var bytes = new Uint8Array(9);
    window.crypto.getRandomValues(bytes);
    var code = '', total = 0;
    for (var i = 0; i < 9; i += 1) {
      var value = bytes[i] & 31;
      code += SIGNS[value];
      total += (i + 1) * value;
    }
    return code + SIGNS[total % 31];
  }
  function fill(root) {
    if (!window.crypto || !window.crypto.getRandomValues) { return; }
    (root.querySelectorAll ? root : document).querySelectorAll('form[data-tracker]:not([data-made])').forEach(function (form) {
      form.querySelector('input[name=tracker]').value = made();
      form.setAttribute('data-made', '');
    });
  }
  document.addEventListener('DOMContentLoaded', function () { fill(document); });
  document.addEventListener('htmx:load', function (event) { fill(event.detail.elt.parentNode || document); });
}());
