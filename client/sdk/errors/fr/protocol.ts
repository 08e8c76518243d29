// French texts of the protocol's refusals: one sentence a code, the rest by stage (../fr.ts puts the tables together).
import { type OwnAdvice, type Stages, textsByStage, type Whats } from '../stage.ts';

const REFUSED = 'Rien n’en a été cru, montré ou enregistré comme valable.';
const AGAIN = 'Demandez à l’expéditeur de l’envoyer de nouveau, et prévenez un administrateur.';

const STAGES: Stages = {
  WIRE: { safe: REFUSED, action: 'Redemandez la même chose ; si cela persiste, prévenez qui vous l’a donnée.' },
  SIGNATURE: {
    safe: REFUSED,
    action: 'N’y donnez pas suite. Interrogez l’expéditeur par une autre voie, et prévenez un administrateur.',
  },
  ROSTER: {
    safe: 'Le tableau reste tel qu’il était.',
    action: 'Récupérez l’annuaire et réessayez ; si cela persiste, adressez-vous à un administrateur.',
  },
  EPOCH: {
    safe: 'Rien n’est perdu : ce qui est scellé reste scellé.',
    action: 'Récupérez l’annuaire et réessayez.',
  },
  WRAP: { safe: REFUSED, action: AGAIN },
  CONTENT: { safe: REFUSED, action: AGAIN },
  REGISTER: {
    safe: REFUSED,
    action: 'Réessayez ; si cela persiste, prévenez un administrateur et l’opérateur du relais.',
  },
  RECEIPT: {
    safe: 'Rien n’est montré comme envoyé sans sa preuve ; votre copie est conservée.',
    action: 'Réessayez : les mêmes octets donnent la même preuve.',
  },
  POLICY: { safe: 'Rien n’a été modifié.', action: 'Faites ce que demande la phrase ci-dessus, et réessayez.' },
};

const WHAT: Whats = {
  WIRE_TOO_LARGE: 'Quelque chose était plus grand que permis.',
  WIRE_MALFORMED: 'Quelque chose n’était pas lisible du tout.',
  WIRE_NON_CANONICAL: 'Quelque chose n’était pas écrit de sa seule manière correcte.',
  WIRE_SHAPE: 'Quelque chose n’avait pas la forme requise.',
  WIRE_VERSION: 'Quelque chose vient d’une version que ce programme ne connaît pas.',
  WIRE_TYPE: 'Quelque chose était d’une autre sorte que prévu.',
  SIGNATURE_INVALID: 'Une signature ne tient pas.',
  SIGNATURE_UNKNOWN_KEY: 'Quelque chose n’a pas été signé par qui aurait dû le signer.',
  SIGNATURE_WEAK_KEY: 'Une clé est d’une sorte qui ne prouve rien.',
  SIGNATURE_GESTURE: 'Une confirmation par clé d’accès n’appartient pas à cet acte, à cette personne ou à ce lieu.',
  ROSTER_SEQUENCE: 'Le tableau a avancé entre-temps.',
  ROSTER_PREVIOUS: 'Une modification d’un tableau ne suit pas ce qui la précède.',
  ROSTER_AUTHORITY: 'Une modification d’un tableau appartient à une autre autorité.',
  ROSTER_GENESIS: 'Le début d’un tableau ne tient pas.',
  ROSTER_SIGNER: 'Une modification d’un tableau a été signée par qui n’en a pas le droit.',
  ROSTER_THRESHOLD: 'Trop peu d’administrateurs ont signé.',
  ROSTER_ROLE: 'Le rôle d’un agent ne permet pas cela.',
  ROSTER_UNKNOWN_OFFICIAL: 'L’agent est inconnu, déjà enregistré, ou retiré.',
  ROSTER_UNKNOWN_DEVICE: 'L’appareil est inconnu, ou n’était pas actif à ce moment.',
  ROSTER_KEY_REUSED: 'Une clé a déjà servi, à cet appareil ou à un autre.',
  ROSTER_ROTATION: 'La nouvelle époque ne suit pas la précédente.',
  ROSTER_RECIPIENTS: 'La nouvelle époque n’est pas scellée pour celles et ceux, exactement, qui peuvent lire.',
  ROSTER_POLICY: 'Les règles de l’autorité ne permettent pas cela.',
  ROSTER_RECOVERY: 'La récupération ne suit pas ses règles.',
  ROSTER_CLOSED: 'L’autorité est fermée.',
  ROSTER_FOUNDING: 'L’autorité est encore en cours de fondation.',
  ROSTER_LINK: 'Une modification d’un tableau n’a pas de sens.',
  ROSTER_STALE: 'Une modification d’un tableau a été faite sur un état dépassé.',
  EPOCH_LOCKBOX: 'La clé d’une époque ne s’ouvre pas pour cet appareil.',
  EPOCH_KEY_MISMATCH: 'Une clé n’est pas celle qui a été publiée.',
  EPOCH_STALE: 'Le destinataire a changé sa clé de réception.',
  EPOCH_UNKNOWN: 'Cet appareil n’a pas la clé de ce temps-là.',
  WRAP_MISSING: 'La clé d’une transmission manque.',
  WRAP_DIGEST: 'Les clés d’une transmission ne sont pas celles qui ont été signées.',
  WRAP_OPEN: 'La clé d’une transmission ne s’ouvre pas pour votre autorité.',
  CONTENT_DIGEST: 'Le contenu n’est pas celui qui a été signé.',
  CONTENT_COMMITMENT: 'Le contenu a été scellé sous une autre clé ou pour une autre transmission.',
  CONTENT_TRUNCATED: 'Le contenu est tronqué.',
  CONTENT_OPEN: 'Le contenu a été modifié et ne s’ouvre pas.',
  CONTENT_PADDING: 'Le contenu n’est pas complété comme il doit l’être.',
  CONTENT_LENGTH: 'Le contenu est plus long ou plus court qu’annoncé.',
  CONTENT_ENDED: 'Du contenu est encore arrivé après sa fin.',
  CONTENT_ATTACHMENTS: 'Les pièces jointes ne sont pas celles qui étaient annoncées.',
  CONTENT_ACT: 'Ce qui a été envoyé n’est pas un acte que ce programme sait lire.',
  CONTENT_CLASS: 'L’acte exige une signature que sa transmission n’a pas.',
  REGISTER_NOTE: 'Un point de contrôle du relais n’est pas lisible.',
  REGISTER_KEY: 'Une clé d’un registre n’est pas lisible ou n’est pas unique.',
  REGISTER_SIGNATURE: 'Une signature sur un point de contrôle est fausse.',
  REGISTER_UNSIGNED: 'Un point de contrôle n’est pas signé par son registre.',
  REGISTER_CHECKPOINT: 'Un point de contrôle n’a pas la forme requise.',
  REGISTER_ORIGIN: 'Le point de contrôle d’un autre registre a été donné.',
  REGISTER_PROOF: 'Une preuve ne mène pas au registre.',
  REGISTER_INCONSISTENT: 'Deux états d’un registre se contredisent.',
  REGISTER_ROLLBACK: 'Un registre est plus petit qu’auparavant.',
  REGISTER_TILE: 'Un morceau d’un registre est endommagé.',
  REGISTER_POLICY: 'La liste des témoins n’est pas lisible.',
  REGISTER_QUORUM: 'Trop peu de témoins ont signé un point de contrôle.',
  REGISTER_STALE: 'Un point de contrôle est trop ancien.',
  REGISTER_LEAF: 'Une inscription d’un registre ne correspond pas à ce dont elle parle.',
  RECEIPT_LAYOUT: 'Un fichier de preuve n’a pas les parties requises.',
  RECEIPT_MISSING: 'Une preuve d’inscription manque.',
  RECEIPT_MISMATCH: 'Une preuve d’inscription parle d’autre chose.',
  RECEIPT_UNSEALED: 'La preuve d’inscription n’est pas encore scellée.',
  POLICY_NOT_A_PARTY: 'Votre autorité n’est pas partie à ceci.',
  POLICY_SUITE: 'L’autre partie demande une version ultérieure du protocole.',
  POLICY_TIME: 'Une heure est hors de ce qui est permis.',
  POLICY_REPLAY: 'Ce numéro a déjà servi pour autre chose.',
  POLICY_GESTURE_MISSING: 'La confirmation d’un agent manque.',
  POLICY_GESTURE_ROLE: 'L’agent qui a confirmé n’a pas le droit de signer ceci.',
  POLICY_PRACTICE: 'L’exercice et le réel ne se mélangent pas.',
  POLICY_TRUST: 'Ce fichier n’est pas une carte de confiance.',
  POLICY_PASSPHRASE: 'La phrase secrète n’est pas assez bonne.',
  POLICY_INVITATION: 'Le code d’invitation est faux, a déjà servi, ou a expiré.',
  POLICY_RECOVERY_SHARE: 'Une feuille de récupération est fausse, ou n’est pas de ce jeu.',
};

/** Where the stage's advice would mislead. */
const OWN: OwnAdvice = {
  EPOCH_UNKNOWN: {
    action:
      'Demandez à un collègue dont l’appareil lit déjà de récupérer une fois les nouveautés ; cela accorde l’accès de soi-même.',
  },
  EPOCH_KEY_MISMATCH: {
    safe: 'Rien n’a été scellé ni ouvert avec elle.',
    action:
      'Récupérez l’annuaire et réessayez ; si cela persiste, prévenez un administrateur et l’opérateur du relais.',
  },
  EPOCH_STALE: {
    action: 'Récupérez l’annuaire ; la transmission est scellée de nouveau pour la clé que vous avez vérifiée.',
  },
  ROSTER_THRESHOLD: { action: 'Passez la décision à un autre administrateur pour qu’il la signe.' },
  RECEIPT_LAYOUT: { safe: 'Rien n’a été modifié.', action: 'Redemandez le fichier de preuve, sans modification.' },
  RECEIPT_UNSEALED: {
    action: 'Attendez une minute et réessayez : le relais scelle ses registres une fois par minute.',
  },
  POLICY_INVITATION: { action: 'Saisissez de nouveau le code ; si cela persiste, demandez une nouvelle invitation.' },
  POLICY_TRUST: { action: 'Utilisez le fichier rogatory.json de la version publiée ou de votre administrateur.' },
  POLICY_TIME: { action: 'Vérifiez l’horloge de cet ordinateur et les heures que vous avez saisies.' },
  POLICY_REPLAY: {
    safe: REFUSED,
    action: 'Prévenez un administrateur : quelqu’un renvoie d’anciennes choses.',
  },
  POLICY_RECOVERY_SHARE: { action: 'Saisissez de nouveau la feuille, ou utilisez une autre feuille du même jeu.' },
  CONTENT_ACT: { action: 'Mettez ce programme à jour, ou demandez à l’expéditeur de l’envoyer de nouveau.' },
};

export const PROTOCOL_TEXTS = textsByStage(WHAT, STAGES, OWN);
