import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { hasBasic, hasToken, Users } from './basic-auth.js';

const basic = (text: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(text).toString('base64')}`,
});
const USERS = { asterisk: 'correct horse', other: 'p:w' };

describe('HTTP Basic', () => {
  it('takes the example of RFC 7617, section 2', () => {
    expect(
      hasBasic({ authorization: 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==' }, { Aladdin: 'open sesame' }),
    ).toBe(true);
  });

  it('takes a password with a colon, letters beyond ASCII, and the scheme in any case', () => {
    expect(hasBasic(basic('other:p:w'), USERS)).toBe(true);
    expect(hasBasic({ authorization: 'basic dGVzdDoxMjPCow==' }, { test: '123£' })).toBe(true);
  });

  it.each([
    ['no header', {}],
    ['another scheme', { authorization: 'Bearer Y29ycmVjdCBob3JzZQ==' }],
    ['no base64', { authorization: 'Basic ::::' }],
    ['nothing', { authorization: 'Basic' }],
    ['another password', basic('asterisk:wrong')],
    ['a password of somebody else', basic('asterisk:p:w')],
    ['no colon', basic('asteriskcorrect horse')],
    ['a longer password', basic('asterisk:correct horse ')],
    ['a name alone', basic('asterisk:')],
  ])('refuses %s', (_what, headers) => {
    expect(hasBasic(headers, USERS)).toBe(false);
  });

  it('takes exactly those names and passwords that are known', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !text.includes(':') && text !== '__proto__');
    const password = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.dictionary(name, password), name, password, (users, who, what) => {
        const isKnown = Object.hasOwn(users, who) && users[who] === what;
        expect(hasBasic(basic(`${who}:${what}`), users)).toBe(isKnown);
      }),
    );
  });

  it('knows no name with a colon and no empty password', () => {
    expect(Users.safeParse({ 'a:b': 'x' }).success).toBe(false);
    expect(Users.safeParse({ a: '' }).success).toBe(false);
    expect(Users.safeParse(USERS).success).toBe(true);
  });
});

describe('a token', () => {
  it('may stand in any header, with or without "Bearer"', () => {
    expect(hasToken({ authorization: 'Bearer s3cret' }, ['other', 's3cret'])).toBe(true);
    expect(hasToken({ 'x-auth-token': 's3cret' }, ['s3cret'])).toBe(true);
    expect(hasToken({ 'set-cookie': ['a', 's3cret'] }, ['s3cret'])).toBe(true);
  });

  it('is refused where it is missing, longer, shorter or wrapped in something else', () => {
    for (const value of ['', 's3cre', 's3cret1', 'Basic s3cret', 'token=s3cret']) {
      expect(hasToken({ authorization: value }, ['s3cret'])).toBe(false);
    }
    expect(hasToken({ authorization: 'Bearer s3cret' }, [])).toBe(false);
  });
});
