// Complete examples for practice, first run and tests. Norvania and Talassa, their people, banks and cases exist nowhere (product.md: no real State in demos).
import { type Act, composeAct } from './act.ts';
import { DAY, dateOf } from './calendar.ts';

/** When the example is written, unix milliseconds: its deadlines lie ahead of it. */
type When = { readonly now: number };

const CONTACT = {
  authority: 'Office of International Legal Assistance, Ministry of Justice of Norvania',
  official: 'Lindt, Aurelia',
  function: 'Head of the mutual legal assistance unit',
  telephone: '+00 12 555 01 40',
  hours: 'Monday to Friday 8:00 to 16:30, Europe/Vienna; duty officer at all hours',
  languages: 'English, French',
};

const AUTHOR = {
  officialName: 'Aurelia Lindt',
  function: 'Head of unit, signatory',
  unit: 'Mutual legal assistance unit',
};

/** A request of Norvania to Talassa under UNTOC: bank records of one account and the hearing of its manager. Complete by `checkCompleteness`. */
export function exampleMlaRequest({ now }: When): Act {
  const day = (days: number) => dateOf(now + days * DAY);
  return composeAct({
    kind: 'mla-request',
    caseRefs: { ours: 'NV-2026-0412' },
    author: AUTHOR,
    fields: {
      status: 'new',
      requestingAuthority: CONTACT,
      requestedAuthority: { authority: 'Central Authority for Judicial Cooperation of Talassa', country: 'QN' },
      conductingAuthority: {
        name: 'Public Prosecutor at the Regional Court of Ostrelund',
        functions: 'Directs the pre-trial investigation and decides on the indictment',
        caseNumber: '31 St 118/26',
        stage: 'investigation',
      },
      legalBasis: [{ instrument: 'untoc', provisions: 'Articles 5, 6 and 18' }],
      scope:
        'The conduct is participation in an organized criminal group (article 5) and laundering of proceeds of crime (article 6). ' +
        'It was planned in Norvania and carried out in part in Talassa (article 3(2)(b)). At least five persons acted together over two years with divided tasks (article 2(a)).',
      persons: [
        {
          kind: 'natural',
          role: 'suspect',
          name: 'Varga-Holm, Teodor',
          aliases: 'Teo Varga',
          birthDate: '1979-05-14',
          birthPlace: 'Ostrelund, Norvania',
          nationality: 'QM',
          location: 'Ostrelund, Norvania',
          custody: 'in-custody-requesting',
        },
        {
          kind: 'legal',
          role: 'account-holder',
          name: 'Brisamar Freight and Chandlery Ltd',
          nationality: 'QN',
          companyNumber: 'TL 90-4471-C',
          location: '14 Harbour Row, Port Selene, Talassa',
        },
      ],
      proceeding:
        'Pre-trial investigation against Teodor Varga-Holm and others for participation in an organized criminal group, fraud by invoice and laundering of the proceeds.',
      offences: [
        {
          title: 'Participation in an organized criminal group',
          provisions: 'Criminal Code of Norvania, section 241(1); text attached (document 1)',
          maximumPenalty: 'Imprisonment of ten years',
          limitation: 'Not before 2041',
        },
        {
          title: 'Laundering of proceeds of crime',
          provisions: 'Criminal Code of Norvania, section 212(2); text attached (document 1)',
          maximumPenalty: 'Imprisonment of eight years',
          limitation: 'Not before 2039',
          dualCriminality:
            'To our understanding the conduct would be an offence under the law of Talassa on the laundering of proceeds, whatever the predicate offence.',
        },
      ],
      facts:
        'From February 2024 to March 2026 the suspects sent forged invoices in the name of shipyards to eleven public bodies in Norvania and obtained 2,380,000 in 46 payments.\n' +
        'Of this, 1,914,500 went within two days of each payment to account 0072 4415 9083 of Brisamar Freight and Chandlery Ltd at Banco Selene, Port Selene. ' +
        'The company has no known business. Its manager, Ines Corvalho, met Teodor Varga-Holm in Ostrelund on 9 October 2025, as a hotel register and travel records show.\n' +
        'The records of the account will show who ordered the onward transfers and where the proceeds are. The hearing of the manager will show on whose instructions she acted.',
      items: [
        {
          number: 1,
          type: 'bank-records',
          description:
            'Complete records of the account for the period, and of accounts opened by the same holder or signatories at the same bank.',
          institution: 'Banco Selene, Port Selene, Talassa',
          account: '0072 4415 9083',
          accountHolder: 'Brisamar Freight and Chandlery Ltd',
          records: ['statements', 'opening-documents', 'beneficial-owners', 'signatories', 'transfer-details'],
          from: '2024-02-01',
          until: '2026-03-31',
          certification: 'business-record-certificate',
        },
        {
          number: 2,
          type: 'evidence-or-statements',
          description: 'Hearing of the manager of the company as a witness by the competent authority of Talassa.',
          person: 'Ines Corvalho, manager of Brisamar Freight and Chandlery Ltd, 14 Harbour Row, Port Selene',
          questions:
            '1. Since when, and on whose proposal, have you managed the company?\n' +
            '2. Who gives instructions for transfers from the account, and by what means?\n' +
            '3. What was agreed with Teodor Varga-Holm in Ostrelund on 9 October 2025?',
          caution: 'She need not answer where she would expose herself or a close relative to prosecution.',
        },
      ],
      purpose:
        'Evidence in the investigation named above and at trial: to prove the path of the proceeds and the part of each suspect, and to prepare a request for freezing under article 13.',
      procedure:
        'Please attach the certificate of the keeper of business records (document 2) and a record of the hearing signed on each page.',
      confidential: true,
      confidentiality:
        'Other suspects are at liberty and could move the remaining funds. If confidentiality cannot be assured, please tell us before execution.',
      deadline: day(60),
      deadlineReason: 'The suspect is in custody; the indictment must be lodged within 75 days.',
      useOfResults: 'The results will be used in this proceeding only, unless you consent to other use.',
      costs: 'Extraordinary costs: please consult us beforehand.',
      earlierContacts: 'None.',
      language: 'en',
      translation: 'not-needed',
      annexes: [
        { title: 'Document 1: provisions of law, certified extract', file: 'provisions.pdf' },
        { title: 'Document 2: certificate form for the keeper of business records', file: 'certificate-form.pdf' },
      ],
    },
  });
}

/** An urgent preservation request of the same case: an e-mail account whose provider deletes after 30 days. Complete by `checkCompleteness`. */
export function examplePreservation({ now }: When): Act {
  return composeAct({
    kind: 'preservation-request',
    caseRefs: { ours: 'NV-2026-0398' },
    author: { officialName: 'Ilja Marek', function: 'Duty officer', unit: '24/7 point of contact' },
    fields: {
      authority: { ...CONTACT, official: 'Marek, Ilja', function: 'Duty officer, 24/7 point of contact' },
      legalBasis: 'budapest',
      offence: {
        title: 'Laundering of proceeds of crime, Criminal Code of Norvania, section 212(2)',
        facts:
          'Forged invoices brought in 2,380,000 in 46 payments. The orders for the onward transfers were sent from a mailbox at a provider in Talassa.',
      },
      data: [
        {
          number: 1,
          identifierType: 'email',
          identifier: 'orders@brisamar-freight.example',
          categories: ['subscriber', 'traffic', 'content'],
          from: { at: now - 90 * DAY, zone: 'UTC' },
          until: { at: now, zone: 'UTC' },
        },
      ],
      relation: 'The messages of this mailbox are the orders by which the proceeds were moved.',
      custodian: 'Selene Mail Services, Port Selene, Talassa',
      necessity: 'The provider deletes closed mailboxes after 30 days; this one was closed 26 days ago.',
      mla: { intended: true, expectedOn: dateOf(now + 40 * DAY), authority: CONTACT.authority },
      handling: { confidential: true, days: 90, partialDisclosure: true },
    },
  });
}
