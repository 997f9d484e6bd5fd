// Asks for the page's own address again and again, and puts what is new in place of what is shown. Without it the page works the same.
(() => {
  const every = Number(document.currentScript.dataset.every) * 1000;
  const main = () => document.querySelector('main');
  const version = (part) => part?.dataset.version ?? '';
  let goneSince;

  const isChanged = (field) =>
    field.tagName === 'SELECT'
      ? field.selectedIndex !==
        Math.max(
          0,
          [...field.options].findIndex((option) => option.defaultSelected),
        )
      : field.value !== field.defaultValue;

  /** Somebody writes, chooses, marks or has a form open: nothing is moved under their hands. */
  const isBusy = () =>
    document.activeElement?.matches('input, select') ||
    document.querySelector('details[open] > form') !== null ||
    getSelection().type === 'Range' ||
    [...document.querySelectorAll('main select, main input:not([type=hidden])')].some(isChanged);

  const nameOf = (thing) => `${thing.tagName} ${thing.name ?? ''} ${thing.textContent}`;
  const placeOf = (thing) => thing.closest?.('[id]')?.id;

  const replace = (fresh) => {
    const open = [...document.querySelectorAll('details[open]')].map(({ id }) => id);
    const sideways = [...document.querySelectorAll('.th-scroll')].map((box) => box.scrollLeft);
    const [place, name] = [placeOf(document.activeElement), nameOf(document.activeElement)];
    const [x, y] = [scrollX, scrollY];
    main().replaceWith(fresh);
    for (const id of open) document.getElementById(id)?.setAttribute('open', '');
    for (const [n, box] of document.querySelectorAll('.th-scroll').entries()) box.scrollLeft = sideways[n] ?? 0;
    const within = place && document.getElementById(place);
    const focused =
      within && [...within.querySelectorAll('a, button, summary, [tabindex]')].find((it) => nameOf(it) === name);
    focused?.focus({ preventScroll: true });
    scrollTo(x, y);
  };

  const tellGone = () => {
    goneSince ??= new Date();
    const gone = document.getElementById('th-gone');
    gone.hidden = false;
    gone.firstElementChild.textContent = `✕ Not reachable since ${goneSince.toISOString().slice(0, 16).replace('T', ' ')} UTC: what is below may be old. Start it again, and open the address that it prints.`;
  };

  const look = async () => {
    if (document.hidden) return;
    try {
      const headers = { 'if-none-match': `"${version(main())}"` };
      const answer = await fetch(location.href, { headers, cache: 'no-store', signal: AbortSignal.timeout(30_000) });
      const page = new DOMParser().parseFromString(answer.status === 304 ? '' : await answer.text(), 'text/html');
      const fresh = page.querySelector('main[data-version]');
      if (answer.status !== 304 && fresh === null) return tellGone();
      goneSince = undefined;
      document.getElementById('th-gone').hidden = true;
      if (fresh === null || version(fresh) === version(main()) || isBusy()) return;
      document.title = page.title;
      replace(document.adoptNode(fresh));
    } catch {
      tellGone();
    }
  };

  const goOn = () => look().finally(() => setTimeout(goOn, every));
  document.addEventListener('visibilitychange', look);
  setTimeout(goOn, every);
})();
