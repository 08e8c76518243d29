// French texts of the relay's refusals (../fr.ts puts the tables together).
import type { RelayCode } from '../../../../crypto/index.ts';
import type { ErrorText } from '../../failure.ts';

const KEPT =
  'Ce que vous avez rédigé est conservé sur cet appareil ; le relais n’a rien enregistré de cette tentative.';
const FAULT = 'Cela indique un défaut du programme : signalez-le avec les détails techniques.';

export const RELAY_TEXTS: { readonly [C in RelayCode]: ErrorText } = {
  RELAY_BAD_REQUEST: { what: 'Le relais ne comprend pas la requête.', safe: KEPT, action: FAULT },
  RELAY_NOT_FOUND: {
    what: 'Le relais n’a rien sous ce nom pour vous.',
    safe: 'Rien n’a été modifié.',
    action: 'Vérifiez la référence. Un code ou une invitation peut avoir servi ou avoir expiré.',
  },
  RELAY_UNSIGNED: { what: 'Le relais n’a pas vu de signature sur la requête.', safe: KEPT, action: FAULT },
  RELAY_SIGNATURE: {
    what: 'Le relais n’accepte pas la signature de cet appareil.',
    safe: KEPT,
    action:
      'Récupérez l’annuaire : l’appareil a peut-être été révoqué. Vérifiez que la carte de confiance nomme ce relais.',
  },
  RELAY_CLOCK: {
    what: 'Les horloges du relais et de cet ordinateur diffèrent de plus d’une minute.',
    safe: KEPT,
    action: 'Réglez l’horloge de cet ordinateur et réessayez.',
  },
  RELAY_REPLAY: {
    what: 'Le relais a déjà vu exactement cette requête.',
    safe: KEPT,
    action: 'Réessayez ; la requête est refaite.',
  },
  RELAY_DIGEST: {
    what: 'La requête a été endommagée en chemin.',
    safe: KEPT,
    action: 'Réessayez ; la requête est refaite.',
  },
  RELAY_SIGN_IN: {
    what: 'La connexion a pris fin.',
    safe: KEPT,
    action: 'Connectez-vous avec votre clé d’accès.',
  },
  RELAY_GESTURE_AGE: {
    what: 'Cette étape exige une confirmation par clé d’accès datant de moins de cinq minutes.',
    safe: KEPT,
    action: 'Connectez-vous de nouveau avec votre clé d’accès.',
  },
  RELAY_FORBIDDEN: {
    what: 'Le relais ne permet pas cela à votre appareil ou à votre autorité.',
    safe: KEPT,
    action: 'Adressez-vous à un administrateur de votre autorité, ou à l’opérateur du relais.',
  },
  RELAY_CONFLICT: {
    what: 'Une autre personne a été plus rapide, ou autre chose existe déjà sous ce nom.',
    safe: KEPT,
    action: 'Récupérez les nouveautés et décidez de nouveau.',
  },
  RELAY_PRECONDITION: {
    what: 'Quelqu’un d’autre a enregistré entre-temps une version plus récente.',
    safe: KEPT,
    action: 'Récupérez les nouveautés, comparez les deux versions, et décidez laquelle vaut.',
  },
  RELAY_TOO_LARGE: {
    what: 'Ceci est plus grand que ce que le relais accepte.',
    safe: KEPT,
    action: 'Envoyez les documents en pièces jointes.',
  },
  RELAY_MEDIA_TYPE: { what: 'Le relais n’accepte pas ce type de requête.', safe: KEPT, action: FAULT },
  RELAY_BUSY: {
    what: 'Le relais est occupé.',
    safe: KEPT,
    action: 'Attendez un moment et réessayez ; rien n’est envoyé deux fois.',
  },
  RELAY_STORAGE_FULL: {
    what: 'Le relais n’a plus de place.',
    safe: KEPT,
    action: 'Réessayez plus tard ; l’opérateur doit libérer de la place.',
  },
  RELAY_UNAVAILABLE: {
    what: 'Le relais ne peut pas le faire pour le moment.',
    safe: KEPT,
    action: 'Réessayez plus tard ; rien n’est envoyé deux fois.',
  },
  RELAY_INTERNAL: {
    what: 'Le relais a échoué.',
    safe: 'Ce que vous avez rédigé est conservé sur cet appareil ; la prochaine tentative, qui envoie les mêmes octets, montrera si le relais l’a enregistré.',
    action: 'Réessayez ; si cela persiste, donnez la référence à l’opérateur.',
  },
};
