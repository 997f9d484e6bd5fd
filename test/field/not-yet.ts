/**
 * Situations that are not judged right yet, with what is wrong. Each must fail: as soon as one is judged right its test turns red, and
 * its line is taken out.
 */
export const NOT_YET: Readonly<Record<string, string>> = {
  D12: 'a variable that holds its own name is called a wrong tag',
  P04: 'the name of another variable is called a wrong tag',
  P09: 'my-bot-token-123 is called a wrong tag',
  G14: 'an Enterprise Server named by its host is asked at the pages for browsers',
  G15: 'a suspended installation is said to be blocked on the way',
  G16: '40 hexadecimal digits are no shape of GitHub',
  G23: '40 hexadecimal digits are no shape of GitHub',
  L08: 'terms to be accepted are said to be blocked on the way',
  L23: 'an expired password of the user is said to be blocked on the way',
  L13: 'a prefix of the instance is called a cut value',
  L18: 'a prefix of the instance is not sent',
  L19: 'a prefix of the instance is called a strange character',
  L17: 'api is not known to hold read_api',
  L20: 'a deploy token is called a cut access token',
  N03: 'user and password are called a token that the registry does not know',
  V05: 'the question takes the last use of the token',
  V06: 'the namespace cannot be named',
  J01: 'an end that is text is not read',
  J04: 'an end in milliseconds is not read',
  J06: 'twenty seconds between two clocks are no reason to doubt',
  O05: 'Token has expired of check_token is not read',
  O09: 'visible characters that RFC 6749 allows are called strange',
  O11: 'a short opaque token is called cut',
  E03: 'a reference to another variable is called a dead token',
  R01: 'a reference of 1Password is called a dead token',
  R04: 'a value that dotenvx has encrypted is called a dead token',
  R06: 'an ARN is called a dead token',
};
