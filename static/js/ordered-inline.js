/* Buttons that move the rows of an inline up and down and number them. Without this script the
   position is typed. */
'use strict';
{
  const ROWS = 'tr.form-row:not(.empty-form)';
  const tables = () => document.querySelectorAll('[data-ordered-rows] tbody');
  const rowsOf = (tbody) => [...tbody.querySelectorAll(`:scope > ${ROWS}`)];
  const positionOf = (row) => row.querySelector('.field-position input');
  const indexOf = (row) => Number(row.id.split('-').pop());

  // A row takes the line with its errors along.
  const place = (tbody, rows) => {
    const end = tbody.querySelector(':scope > tr.empty-form, :scope > tr.add-row');
    for (const row of rows) {
      const before = row.previousElementSibling;
      const errors = before?.matches('.row-form-errors') ? [before] : [];
      for (const part of [...errors, row]) tbody.insertBefore(part, end);
    }
  };

  const enable = (tbody) => {
    const rows = rowsOf(tbody);
    rows.forEach((row, index) => {
      const [up, down] = row.querySelectorAll('.row-order button');
      up.disabled = index === 0;
      down.disabled = index === rows.length - 1;
    });
  };

  const move = (row, step) => {
    const tbody = row.parentElement;
    const rows = rowsOf(tbody);
    const from = rows.indexOf(row);
    const to = from + step;
    if (to < 0 || to >= rows.length) return;
    rows.splice(to, 0, ...rows.splice(from, 1));
    place(tbody, rows);
    rows.forEach((each, index) => { positionOf(each).value = index + 1; });
    enable(tbody);
  };

  const button = (row, label, sign, step) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.textContent = sign;
    element.title = label;
    element.setAttribute('aria-label', label);
    element.addEventListener('click', () => {
      move(row, step);
      // At the end of the table the button is disabled and would lose the focus.
      const other = element.nextElementSibling ?? element.previousElementSibling;
      (element.disabled ? other : element).focus();
    });
    return element;
  };

  const equip = (row) => {
    const cell = row.querySelector('.field-position');
    if (!cell || !positionOf(row) || cell.querySelector('.row-order')) return;
    const group = document.createElement('span');
    group.className = 'row-order';
    group.append(button(row, 'Move up', '↑', -1), button(row, 'Move down', '↓', 1));
    cell.append(group);
  };

  const begin = () => {
    for (const tbody of tables()) {
      rowsOf(tbody).forEach(equip);
      enable(tbody);
    }
  };

  document.addEventListener('formset:added', (event) => {
    if (!event.target.closest('[data-ordered-rows]')) return;
    equip(event.target);
    enable(event.target.parentElement);
  });

  // When a new row is taken away, the admin's script numbers all rows in the order in which they
  // stand, and the server takes the first ones for those it knows: so they stand as they came until
  // it is done.
  document.addEventListener('formset:removed', () => {
    for (const tbody of tables()) {
      const asSeen = rowsOf(tbody);
      place(tbody, [...asSeen].sort((one, other) => indexOf(one) - indexOf(other)));
      setTimeout(() => { place(tbody, asSeen); enable(tbody); });
    }
  });

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
}
