// French words of the pages themselves, beside the texts of casework/labels (product.md "certificate", "letter in PDF").
import type { Words } from './en.ts';

export const FR: Words = {
  page: (n, of) => `Page ${n} sur ${of}`,
  practice: 'EXERCICE',
  missing: '\ufffd remplace un caractère que cette page ne sait pas imprimer ; la transmission elle-même le contient.',

  plainly: 'En clair',
  notContent: 'Le présent certificat n’atteste pas que le contenu est vrai.',
  identity: 'La transmission',
  message: 'Numéro du message',
  case: 'Numéro de l’affaire',
  handling: 'Traitement',
  handlingFrom: 'd’après le contenu ouvert',
  eightWords: 'Huit mots',
  authority: 'Numéro',

  timeline: 'Ce qui s’est passé, et quand',
  event: 'Événement',
  signedBy: 'Qui l’atteste',
  time: 'Heure (UTC)',
  entry: 'Inscriptions',
  byDevice: (who) => `signé par un appareil de ${who}`,
  byRelay: 'indication du relais',
  entryOf: (index, who) => `nº ${index}, ${who}`,

  documents: 'Documents',
  noDocuments: 'Aucun document n’y était joint.',
  name: 'Nom',
  size: 'Taille',
  bytes: (n) => `${n} octets`,
  sealedBytes: (n) => `scellé : ${n} octets`,
  digest: 'SHA-256, tel que scellé et signé',
  unnamed: 'nom scellé',
  namesFrom:
    'Les noms et les tailles sont ceux du contenu ouvert, que le présent certificat ne divulgue pas. Le SHA-256 est celui du fichier scellé, que l’expéditeur a signé.',

  verify: 'Comment vérifier',
  verifyBundle:
    'Cette page est faite pour être lue. La preuve est le fichier de preuve dont elle est tirée. Chacun peut vérifier ce fichier sans réseau et sans compte :',
  verifyCard:
    'CARD est la carte de confiance que vous tenez de l’opérateur ou de votre propre autorité, jamais du fichier lui-même.',
  verifyOriginal: 'Pour savoir si un fichier donné y était joint, lorsque la preuve le divulgue :',
  checks: 'Les vérifications et leur résultat',
  check: 'Vérification',
  result: 'Résultat',
  outcome: {
    passed: 'concluante',
    failed: 'échec',
    'not anchored': 'sans ancrage',
    absent: 'sans objet',
    unchecked: 'non effectuée',
  },
  what: {
    'BND-1': 'Chaque fichier est celui du manifeste ; aucun ne manque, aucun n’est ajouté.',
    'BND-2': 'Chaque partie est à la place que le format lui donne, dans sa seule écriture.',
    'BND-3': 'Le point de contrôle de l’annuaire est scellé par les clés d’annuaire du relais.',
    'BND-4': 'Toutes les inscriptions de l’annuaire jusqu’à ce point y sont : aucun changement ultérieur n’est caché.',
    'BND-5': 'La chaîne de chaque autorité est complète, et chaque changement y était permis.',
    'BND-6': 'L’opérateur a admis chaque autorité, avec les clés de son registre.',
    'BND-7': 'Le greffe nomme le même État pour chaque autorité.',
    'BND-8': 'Chaque inscription figure au registre d’une partie, sous un point de contrôle scellé.',
    'BND-9':
      'La transmission figure au registre de l’expéditeur et à celui de chaque destinataire, inscrite d’un seul tenant.',
    'BND-10':
      'La déclaration a été signée par un appareil de l’expéditeur alors actif, pour les clés que les destinataires avaient alors.',
    'BND-11': 'Les agents dont une telle transmission exige la signature l’ont signée.',
    'BND-12': 'Les clés enveloppées pour les destinataires sont celles qui ont été signées.',
    'BND-13': 'Le contenu scellé qui est joint est celui qui a été signé.',
    'BND-14': 'Chaque accusé a été signé par le destinataire et inscrit aux deux registres.',
    'BND-15': 'Les clés divulguées ouvrent ce qui a été signé.',
    'BND-16': 'Le résumé dit ce que disent les preuves.',
  },

  subject: 'Objet',
  sent: (number) => `Transmission ${number}`,
  annexes: 'Annexes',
  draft: 'PROJET — non envoyé',
  signature: 'Signature',
  signedOfficials: (count) =>
    count === 1
      ? 'Signé électroniquement par un agent au moyen d’une clé d’accès, et par l’appareil d’envoi.'
      : `Signé électroniquement par ${count} agents au moyen de leurs clés d’accès, et par l’appareil d’envoi.`,
  signedDevice: 'Signé électroniquement par l’appareil d’envoi.',
  provedBy: (index, at) =>
    `Inscrit sous le nº ${index} au registre des transmissions le ${at}. C’est cette inscription, et non la présente page, qui prouve l’envoi et l’intégrité.`,
  notSigned: 'Ceci est un projet. Il n’a été ni signé ni envoyé.',
};
