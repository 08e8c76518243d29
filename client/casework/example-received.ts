// What Talassa asks of Norvania in practice, so that whoever comes first finds work: invented persons and numbers, as in example.ts (product.md: no real State in demos).
import { type Act, composeAct } from './act.ts';
import { DAY, dateOf, HOUR } from './calendar.ts';

const CONTACT = {
  authority: 'Central Authority for Judicial Cooperation of Talassa',
  official: 'Dunai, Renata',
  function: 'Case officer, mutual legal assistance',
  telephone: '+00 98 555 02 17',
  hours: 'Monday to Friday 8:30 to 17:00, Europe/Lisbon; duty officer at all hours',
  languages: 'English, French',
};
const AUTHOR = {
  officialName: 'Renata Dunai (simulated)',
  function: 'Case officer',
  unit: 'Mutual legal assistance',
};

/** A request of Talassa to Norvania under UNTOC: service of a summons and the records of a registered office. Complete by `checkCompleteness`. */
export function exampleReceivedRequest({ now }: { readonly now: number }): Act {
  const day = (days: number) => dateOf(now + days * DAY);
  return composeAct({
    kind: 'mla-request',
    caseRefs: { ours: 'TL-2026-0077' },
    author: AUTHOR,
    fields: {
      status: 'new',
      requestingAuthority: CONTACT,
      requestedAuthority: {
        authority: 'Office of International Legal Assistance, Ministry of Justice of Norvania',
        country: 'QM',
      },
      conductingAuthority: {
        name: 'District Court of Port Selene, second chamber',
        functions: 'Tries the case at first instance',
        caseNumber: '2 Cr 340/26',
        stage: 'trial',
      },
      legalBasis: [{ instrument: 'untoc', provisions: 'Articles 5, 6 and 18' }],
      scope:
        'The conduct is laundering of proceeds of crime (article 6) by an organized criminal group of four persons (article 2(a)), planned in Talassa and carried out in part in Norvania.',
      persons: [
        {
          kind: 'natural',
          role: 'witness',
          name: 'Ferrant, Oda',
          birthDate: '1986-02-27',
          nationality: 'QM',
          location: '3 Mill Lane, Ostrelund, Norvania',
        },
      ],
      proceeding: 'Trial of four accused for laundering the proceeds of smuggled tobacco.',
      offences: [
        {
          title: 'Laundering of proceeds of crime',
          provisions: 'Penal Code of Talassa, article 260; text attached',
          maximumPenalty: 'Imprisonment of eight years',
        },
      ],
      facts:
        'Between May and November 2025 the accused paid cash into the accounts of a removal company in Port Selene and moved it on as rent for storage in Ostrelund.\n' +
        'Oda Ferrant let the storage rooms. The court wishes to hear her and to see the leases.',
      items: [
        {
          number: 1,
          type: 'service-of-documents',
          description: 'Service of a summons to appear as a witness by videoconference.',
          document: 'Summons of 2 Cr 340/26, with a translation',
          addressee: 'Oda Ferrant, 3 Mill Lane, Ostrelund',
          serveBy: day(30),
          appearOn: day(75),
        },
        {
          number: 2,
          type: 'documents-and-records',
          description: 'Certified copies of the leases of the storage rooms at 3 Mill Lane, 2025.',
          holder: 'Oda Ferrant, 3 Mill Lane, Ostrelund',
          from: '2025-05-01',
          until: '2025-11-30',
          certification: 'certified-copy',
        },
      ],
      purpose: 'Evidence at trial on where the money went.',
      confidential: false,
      deadline: day(60),
      deadlineReason: 'The hearing is fixed.',
      useOfResults: 'The results will be used in this trial only, unless you consent to other use.',
      language: 'en',
      translation: 'not-needed',
    },
  });
}

/** An urgent preservation request of Talassa to Norvania: the records of one address. Complete by `checkCompleteness`. */
export function exampleReceivedPreservation({ now }: { readonly now: number }): Act {
  return composeAct({
    kind: 'preservation-request',
    caseRefs: { ours: 'TL-2026-0081' },
    author: { ...AUTHOR, function: 'Duty officer', unit: '24/7 point of contact' },
    fields: {
      authority: { ...CONTACT, function: 'Duty officer, 24/7 point of contact' },
      legalBasis: 'budapest',
      offence: {
        title: 'Extortion through intrusion into a hospital’s systems, Penal Code of Talassa, article 144',
        facts:
          'On the night before this request somebody encrypted the patient records of a clinic and asked for payment.',
      },
      data: [
        {
          number: 1,
          identifierType: 'ip-address',
          identifier: '203.0.113.58',
          categories: ['subscriber', 'traffic'],
          from: { at: now - 2 * DAY, zone: 'Europe/Lisbon' },
          until: { at: now - 6 * HOUR, zone: 'Europe/Lisbon' },
        },
      ],
      relation: 'The intruder’s commands came from this address.',
      custodian: 'Norvania Hosting Cooperative, Ostrelund',
      necessity: 'The provider overwrites connection records after seven days.',
      mla: { intended: true, expectedOn: dateOf(now + 30 * DAY), authority: CONTACT.authority },
      handling: { confidential: true, days: 90, partialDisclosure: true },
    },
  });
}
