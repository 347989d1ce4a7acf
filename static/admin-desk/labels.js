/* Names the boxes that stand in for a select with autocompletion: to a screen reader they bear only
   what is chosen, and nothing at all while that is nothing. */
'use strict';
{
  const labelOf = (select) => {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label) return label;
    const cell = select.closest('td');
    return cell?.closest('table').querySelectorAll('thead th')[cell.cellIndex];
  };

  const name = (select) => {
    const box = select.parentElement.querySelector('.select2-selection');
    const label = labelOf(select);
    if (!box || !label) return;
    label.id ||= `${select.id}_label`;
    const chosen = box.querySelector('.select2-selection__rendered');
    box.setAttribute('aria-labelledby', `${label.id} ${chosen.id}`.trim());
    if (chosen.matches('[role="textbox"]')) chosen.setAttribute('aria-labelledby', label.id);
    box.querySelector('.select2-search__field')?.setAttribute('aria-labelledby', label.id);
  };

  // Behind the admin's own listeners, which make the boxes.
  const nameAll = (root) => setTimeout(() => {
    root.querySelectorAll('select.admin-autocomplete').forEach(name);
  });

  window.addEventListener('load', () => nameAll(document));
  document.addEventListener('formset:added', (event) => nameAll(event.target));
  django.jQuery(document).on('select2:open', (event) => {
    const label = labelOf(event.target);
    document.querySelector('.select2-container--open .select2-dropdown .select2-search__field')
      ?.setAttribute('aria-label', label?.textContent.trim() ?? '');
  });
}

/* The last choice of a box makes a new record, where a button beside it does: in the same window. */
{
  const $ = django.jQuery;
  const adderOf = (select) => document.getElementById(`add_${select.id}`);

  $.fn.djangoAdminSelect2 = function () {
    return this.each((_, select) => {
      $(select).select2({
        ajax: {
          data: ({ term, page }) => ({
            term,
            page,
            app_label: select.dataset.appLabel,
            model_name: select.dataset.modelName,
            field_name: select.dataset.fieldName,
            ...(adderOf(select) && { create: 1 }),
            ...(select.dataset.ofFilm && { of_film: select.dataset.ofFilm }),
          }),
        },
      });
    });
  };

  $(document).on('select2:selecting', (event) => {
    const { create } = event.params.args.data;
    const adder = create && adderOf(event.target);
    if (!adder) return;
    event.preventDefault();
    $(event.target).select2('close');
    const { href } = adder;
    adder.href = `${href}&${new URLSearchParams(create)}`;
    adder.click();
    adder.href = href;
  });
}
