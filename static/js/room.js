// The personal parts of a live page.
//   #ballot-slot[data-key]: fetched again when the pushed fragment names another key in data-ballot-key,
//     spread over min(3 s, data-spread-ms), so that a hall does not ask in one second. An empty key means that no vote
//     is shown: the slot is emptied. Another key means that the vote in the slot is over, so it goes even if half
//     marked (nobody could send that any more), and [data-vote-over] says so.
//   [data-poke="desk"]: fetched again when the stream says its name, unless it shows that data-version already;
//     never under someone's hands: unsent input waits, and [data-stale] offers the change.
(function () {
  'use strict';
  var yehua = window.yehua;
  var planned = null;  // the key that is about to be brought; an empty one is a key too
  var told = {};   // name of a poke → the newest version it spoke of

  function edited(field) {
    if (field.type === 'checkbox' || field.type === 'radio') { return field.checked !== field.defaultChecked; }
    if (field.tagName === 'SELECT') { return Array.prototype.some.call(field.options, function (o) { return o.selected !== o.defaultSelected; }) && field === document.activeElement; }
    return field.type !== 'hidden' && field.value !== field.defaultValue;
  }
  yehua.busy = function (region) {
    var typing = document.activeElement;
    if (typing && region.contains(typing) && /^(INPUT|TEXTAREA|SELECT)$/.test(typing.tagName) && typing.type !== 'checkbox') { return true; }
    return Array.prototype.some.call(region.querySelectorAll('input,textarea,select'), edited);
  };
  function stale(on) {
    document.querySelectorAll('[data-stale]').forEach(function (line) { line.hidden = !on; });
  }
  function bring(region) {
    if (region.querySelector('.htmx-request')) { return; }
    if (yehua.busy(region)) { stale(true); figures(region); return; }
    region.classList.remove('is-stale');
    yehua.refresh(region);
  }
  // While the rest waits, the figures of a region go on: what stands in [data-fresh][id] is nobody's input.
  function figures(region) {
    if (!region.querySelector('[data-fresh]')) { return; }
    fetch(region.getAttribute('hx-get'), { credentials: 'same-origin', cache: 'no-store', headers: { 'HX-Request': 'true' } }).then(function (answer) {
      if (!answer.ok || answer.redirected) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html');
      region.querySelectorAll('[data-fresh][id]').forEach(function (part) {
        var now = fresh.getElementById(part.id);
        if (now) { part.innerHTML = now.innerHTML; }
      });
    }).catch(function () { region.classList.add('is-stale'); });
  }
  // While a vote is open the ballot has the screen; once the meeting is over nobody arrives or leaves.
  function mark() {
    var state = document.querySelector('#phone-state[data-state]');
    var root = document.documentElement.classList;
    root.toggle('balloting', !!document.querySelector('.phone #ballot[data-state="open"]'));
    root.toggle('meeting-over', !!state && /^(closed|cancelled)$/.test(state.dataset.state));
  }
  function ballot() {
    var slot = document.getElementById('ballot-slot');
    var state = document.querySelector('[data-ballot-key]');
    if (!slot || !state || slot.dataset.key === state.dataset.ballotKey || planned === state.dataset.ballotKey) { return; }
    planned = state.dataset.ballotKey;
    var spread = planned ? Math.min(3000, Number(state.dataset.spreadMs || slot.dataset.spreadMs || 0)) : 0;
    setTimeout(function () { planned = null; put(slot); }, Math.random() * spread);
  }
  function put(slot) {
    var state = document.querySelector('[data-ballot-key]');
    var key = state ? state.dataset.ballotKey : slot.dataset.key;
    if (slot.dataset.key === key) { return; }
    if (slot.querySelector('.htmx-request')) { return; }  // a vote is on its way: its answer comes first
    var lost = yehua.busy(slot);
    document.querySelectorAll('[data-vote-over]').forEach(function (line) { line.hidden = !lost; });
    slot.dataset.key = key;
    // What is still on its way into the slot would come after the emptying; asked for again, it comes empty.
    if (key || slot.classList.contains('htmx-request')) { yehua.refresh(slot); } else { yehua.swap(slot, ''); }
  }
  function poked(name, data) {
    if (data) { told[name] = data; }
    document.querySelectorAll('[data-poke="' + name + '"]').forEach(function (region) {
      if (region.hasAttribute('hx-get') && (!data || region.dataset.version !== data)) { bring(region); }
    });
  }
  // A poke that came while the region was on its way: what arrived may be older than what was said.
  function catchUp() {
    document.querySelectorAll('[data-poke][hx-get]').forEach(function (region) {
      if (Number(told[region.dataset.poke]) > Number(region.dataset.version)) { bring(region); }
    });
  }
  // Nobody raises a hand while a vote is open or no item is on; the first item that opens brings the buttons.
  function hands() {
    var slot = document.getElementById('hand-slot');
    var state = document.querySelector('#phone-state[data-floor]');
    if (!slot || !state) { return; }
    slot.hidden = !state.dataset.floor;
    if (state.dataset.floor && !slot.dataset.key && !slot.querySelector('#my-hand *')) {
      slot.dataset.key = state.dataset.floor;
      setTimeout(function () { yehua.refresh(slot); }, Math.random() * Math.min(3000, Number(state.dataset.spreadMs || 0)));
    }
  }
  // Points of order: my part is asked for again when one is raised, ruled on or appealed, never under a form that I fill.
  function points() {
    var slot = document.getElementById('point-slot');
    var state = document.querySelector('#phone-state[data-order]');
    if (!slot || !state || !slot.hasAttribute('hx-get')) { return; }
    slot.hidden = !state.dataset.order;
    var mine = slot.querySelector('#my-point');
    var filling = !!slot.querySelector('[data-typing]');
    if (!mine || filling || !state.dataset.order || mine.dataset.key === state.dataset.order || slot.dataset.asked === state.dataset.order) { return; }
    slot.dataset.asked = state.dataset.order;  // once for each state: my part may be newer than what was pushed
    setTimeout(function () {
      if (!slot.querySelector('[data-typing]')) { yehua.refresh(slot); }
    }, Math.random() * Math.min(3000, Number(state.dataset.spreadMs || 0)));
  }
  // A region that did not arrive (the network was away, the server was starting) is still owed: it is asked for again
  // while nothing newer makes it unneeded. Without this a phone that was away while a vote closed would go on showing it.
  function owed(event) {
    var region = event.target;
    if (region.id === 'ballot-slot') { region.dataset.key = '?'; }
    if (region.closest('#ballot-slot')) { setTimeout(ballot, 1500 + Math.random() * 1500); }
    if (region.id === 'point-slot') { region.dataset.asked = ''; setTimeout(points, 1500 + Math.random() * 1500); }
    if (region.id === 'hand-slot') { region.dataset.key = ''; setTimeout(hands, 1500 + Math.random() * 1500); }
    if (region.matches('[data-poke][hx-get]')) { setTimeout(catchUp, 1500); }
  }
  ['htmx:sendError', 'htmx:timeout', 'htmx:responseError'].forEach(function (name) { document.addEventListener(name, owed); });
  yehua.on('swapped', hands);
  yehua.on('swapped', points);
  document.addEventListener('DOMContentLoaded', hands);
  // What was said when the page opened ("You are checked in") is old news once the evening has gone on.
  var opened = Date.now();
  yehua.on('swapped', function (detail) {
    if (!detail.pushed || Date.now() - opened < 20000 || !document.querySelector('.live-page')) { return; }
    document.querySelectorAll('.flash').forEach(function (said) { said.remove(); });
  });
  yehua.on('swapped', mark);
  yehua.on('swapped', ballot);
  yehua.on('swapped', catchUp);
  yehua.on('poke', function (detail) { poked(detail.name, detail.data); });
  // An act at the console brings what had changed as well.
  yehua.on('swapped', function (detail) { if (detail.target && detail.target.id === 'console') { stale(false); } });
  document.addEventListener('click', function (event) {
    if (!event.target.closest('[data-show-changes]')) { return; }
    stale(false);
    document.querySelectorAll('[data-poke]').forEach(yehua.refresh);
  });
  document.addEventListener('DOMContentLoaded', mark);
  document.addEventListener('DOMContentLoaded', ballot);
})();
