import type { Page } from 'playwright-core';

/** What the page says, throws and asks of any host but `own` (with its port) from now on; the list grows. */
export const watch = (page: Page, own?: string): string[] => {
  const troubles: string[] = [];
  const asked = (url: string): void => {
    if (own === undefined || new URL(url).host !== own) troubles.push(`asks ${url}`);
  };
  page.on('console', (said) => troubles.push(`says ${said.text()}`));
  page.on('pageerror', (error) => troubles.push(`throws ${error.message}`));
  page.on('request', (request) => asked(request.url()));
  page.on('websocket', (socket) => asked(socket.url()));
  return troubles;
};
