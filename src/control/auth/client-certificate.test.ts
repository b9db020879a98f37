import { describe, expect, it } from '@jest/globals';

import { CertificateRules, sansOf } from './client-certificate.js';
import { AuthSettings } from './settings.js';

describe('the names in a certificate', () => {
  it('are read as OpenSSL writes them', () => {
    expect(sansOf('DNS:a.example, URI:spiffe://acme/b, email:c@example.com, IP Address:10.0.0.1')).toEqual([
      'dns:a.example',
      'uri:spiffe://acme/b',
      'email:c@example.com',
    ]);
    expect(sansOf(undefined)).toEqual([]);
  });

  it('that try to look like several are none', () => {
    expect(sansOf('DNS:"evil.example, DNS:good.example"')).not.toContain('dns:good.example');
    expect(sansOf('URI:"x, DNS:good.example, URI:y", DNS:own.example')).toEqual(['dns:own.example']);
  });
});

describe('a rule', () => {
  const { certificates } = AuthSettings.parse({
    certificates: [
      { commonName: 'bridge-1', san: 'dns:bridge-1.example', roles: ['bridge'], tenant: 'acme' },
      { san: 'uri:spiffe://acme/desk', roles: ['supervisor'] },
    ],
  });
  const rules = new CertificateRules(certificates);
  const validTo = new Date(0);

  it('holds where all that it says is so', () => {
    const { principal, until } = rules.identify({
      commonName: 'bridge-1',
      sans: ['dns:bridge-1.example'],
      validTo,
    });

    expect(principal).toEqual({
      subject: 'dns:bridge-1.example',
      roles: new Set(['bridge']),
      tenant: 'acme',
    });
    expect(until).toBe(validTo);
  });

  it.each([
    { commonName: 'bridge-1', sans: [] },
    { commonName: 'bridge-2', sans: ['dns:bridge-1.example'] },
    { commonName: undefined, sans: ['uri:spiffe://acme/desk/2'] },
  ])('does not for %j', (names) => {
    expect(() => rules.identify({ ...names, validTo })).toThrow(
      expect.objectContaining({ code: 'TACET_CERTIFICATE' }),
    );
  });
});
