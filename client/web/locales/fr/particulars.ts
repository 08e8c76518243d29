// French texts of what an authority says of its office; the English ones are the measure.
import type en from '../en/particulars.ts';
import type { French } from '../plural.ts';

export default {
  title: 'Ce qu’elle dit de son service',
  notStated: 'Non indiqué',
  nothingStated: 'Langues et moyens de contact : non indiqués',
  nothingStatedWhy:
    'Cette autorité n’a indiqué ni ses langues, ni ses moyens de contact, ni ses horaires. Demandez-les-lui avant de vous y fier.',
  yes: 'Oui',
  languages: 'Langues acceptées',
  forms: 'Formes acceptées',
  form_electronic: 'Électronique, sans envoi papier',
  form_paperFollows: 'Électronique, le papier suit',
  form_paper: 'Sur papier',
  form_oral: 'Oralement en cas d’urgence, puis confirmé par écrit',
  form_diplomatic: 'Par la voie diplomatique',
  form_interpol: 'Par INTERPOL en cas d’urgence',
  here: 'Par Rogatory',
  channel_post: 'Adresse postale',
  channel_telephone: 'Téléphone pour les affaires urgentes',
  channel_email: 'Adresse électronique du service',
  channel_pointOfContact: 'Téléphone à toute heure (24/7)',
  hours: 'Horaires du service',
  zone: 'Fuseau horaire',
  thereNow: 'il y est {{time}}',
  statedOn: 'Indiqué le',
  accepts: 'Accepte {{languages}}',
  noWays: 'Moyens de contact : non indiqués',
  ways: 'Joignable par {{ways}}',
  way_rogatory: 'ce système',
  way_post: 'courrier',
  way_telephone: 'téléphone',
  way_email: 'adresse électronique',
  way_pointOfContact: 'téléphone à toute heure',
  ownWords:
    'Ce sont ses propres paroles. Tant que personne n’a comparé les huit mots, quelqu’un d’autre a pu les écrire : vérifiez un numéro avant de l’appeler.',
  noCompareBy:
    'Pas au numéro qui figure dans cet annuaire : qui aurait inventé une autorité en aurait aussi inventé le téléphone.',
  statedNumber:
    'L’annuaire indique {{number}}. Si le vôtre est différent, interrogez-les une fois que les mots concordent.',
  languageTitle: 'Cette langue n’est pas acceptée : {{language}}',
  languageWhy:
    '{{name}} accepte {{languages}}. Une demande dans une autre langue peut vous être renvoyée : {{citation}}.',
  languageDo:
    'Rédigez dans l’une de ces langues, ou indiquez sous « Traduction » qu’une traduction est jointe ou suivra, et dans quelle langue.',
  languagesOf: '{{name}} accepte {{languages}}.',
  languagesUnknown:
    '{{name}} n’a pas indiqué les langues acceptées. Renseignez-vous avant l’envoi, ou joignez une traduction.',
  atAnyHour: 'Si cela ne peut attendre, appelez aussi {{name}}',
  atAnyHourWhy: 'On y répond à toute heure au {{number}}. Ce que vous envoyez ici reste valable.',
  atAnyHourUnverified:
    'Personne n’a comparé les huit mots avec cette autorité : vérifiez d’abord ce numéro dans une liste à vous.',
  atUrgent:
    'Pour les affaires urgentes, on y répond au {{number}} aux horaires du service. Aucun numéro à toute heure n’est indiqué.',
  atNoHour: '{{name}} n’a pas indiqué de téléphone auquel on réponde à toute heure',
  atNoHourWhy:
    'Votre envoi est marqué urgent. Si personne ne le prend à temps, recourez aux contacts de vos propres listes.',
  ownTab: 'Ce que voient les autres',
  ownTitle: 'Ce que les autres voient de nous',
  ownLead:
    'Chaque autorité de l’annuaire le voit avant de vous écrire. Deux administrateurs le signent, car un faux numéro égarerait les appels urgents.',
  ownNothing: 'Rien n’est encore indiqué',
  ownNothingWhy: 'Les autres ne savent ni dans quelle langue vous écrire, ni qui appeler la nuit.',
  change: 'Modifier',
  stateIt: 'Indiquer',
  officeOnly:
    'Parlez du service, jamais d’une personne : tout l’annuaire peut le lire, et les versions antérieures restent lisibles.',
  languagesHint: 'Dans l’ordre de votre préférence.',
  languageAdd: 'Ajouter une langue',
  languageFirst: 'Préférer',
  languageRemove: 'Retirer',
  formsLabel: 'Sous quelle forme recevez-vous les demandes ?',
  hereLabel: 'Les demandes sont reçues par Rogatory',
  postHint: 'Une seule ligne.',
  telephoneHint: 'Avec + et l’indicatif du pays, comme +999 11 555 0142.',
  pointOfContactHint: 'Seulement si quelqu’un y répond la nuit et les jours fériés.',
  hoursLine: 'Horaires du service, ligne {{number}}',
  hoursAdd: 'Ajouter des horaires',
  hoursRemove: 'Retirer la ligne {{number}}',
  days: 'Jours',
  from: 'De',
  until: 'À',
  clockHint: 'Comme {{from}} ; la fin du jour est {{end}}.',
  save: 'Signer et publier',
  cancel: 'Laisser tel quel',
  same: 'Rien n’est modifié.',
  fault_languages: 'Ajoutez au moins une langue que vous acceptez',
  fault_post: 'Adresse postale : au plus 300 caractères, une seule ligne',
  fault_telephone:
    'Téléphone pour les affaires urgentes : écrivez-le avec + et l’indicatif du pays, chiffres et espaces seulement',
  fault_email: 'Adresse électronique : écrivez une adresse comme office@justice.example',
  fault_pointOfContact:
    'Téléphone à toute heure : écrivez-le avec + et l’indicatif du pays, chiffres et espaces seulement',
  fault_hours_missing: 'Horaires du service, ligne {{number}} : choisissez les jours',
  fault_hours_form:
    'Horaires du service, ligne {{number}} : écrivez deux heures comme {{from}} et {{until}}, la plus tardive en second',
  fault_hours_overlap: 'Horaires du service, ligne {{number}} : elle recoupe une autre ligne du même jour',
  fault_zone: 'Choisissez le fuseau horaire du service',
  approveWhy: 'Ne donnez votre accord que si c’est exact : les autres appelleront ces numéros.',
} as const satisfies French<typeof en>;
