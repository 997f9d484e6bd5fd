const originOf = (text: string): URL | undefined => {
  const url = URL.parse(text);
  return url !== null && url.origin === text.replace(/\/$/, '') ? url : undefined;
};

/**
 * An https origin. With `loopback` also plain http to 127.0.0.1: on a laptop or the emulator that is this machine, in a real
 * function it would be its own runtime.
 */
export const isAllowedOrigin = (text: string, loopback: boolean): boolean => {
  const url = originOf(text);
  return url?.protocol === 'https:' || (loopback && url?.protocol === 'http:' && url.hostname === '127.0.0.1');
};
