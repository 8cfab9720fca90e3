"use strict";
// The filters: without this script the whole list stands there, and nothing to choose with.
{
  const form = document.querySelector(".filters");
  const status = form && form.querySelector("[role=status] span");
  const fits = (group, select) => !select.value || group.dataset[select.name].split("\n").includes(select.value);
  const show = () => {
    const found = new Set();
    for (const day of document.querySelectorAll(".day")) {
      for (const group of day.querySelectorAll(".group")) {
        group.hidden = ![...form.elements].every((select) => fits(group, select));
        if (!group.hidden) found.add(group.querySelector("a").href);
      }
      day.hidden = !day.querySelector(".group:not([hidden])");
    }
    status.textContent = found.size;
  };
  if (form) {
    form.hidden = false;
    form.addEventListener("change", show);
    show();
  }
}
