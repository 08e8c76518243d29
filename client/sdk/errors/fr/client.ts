// French texts of the client's own codes (../fr.ts puts the tables together).
import type { ClientCode, ErrorText } from '../../failure.ts';

const KEPT = 'Ce que vous avez rédigé est conservé sur cet appareil.';
const UNTOUCHED = 'Rien n’a été modifié.';

export const CLIENT_TEXTS: { readonly [C in ClientCode]: ErrorText } = {
  CLIENT_RELAY_UNREACHABLE: {
    what: 'Le relais n’a pas pu être joint.',
    safe: `Rien n’est perdu. ${KEPT}`,
    action:
      'Vérifiez le réseau et l’adresse dans la carte de confiance, puis réessayez : ce qui attend part avec exactement les mêmes octets, jamais deux fois.',
  },
  CLIENT_RELAY_ANSWER: {
    what: 'Le relais a donné une réponse inutilisable : trop grande, redirigée ou d’une forme autre que celle convenue.',
    safe: `${KEPT} La réponse n’a pas été crue.`,
    action: 'Réessayez ; si cela persiste, prévenez l’opérateur du relais.',
  },
  CLIENT_RELAY_TIMEOUT: {
    what: 'Le relais n’a pas répondu à temps.',
    safe: KEPT,
    action: 'Réessayez ; ce sont les mêmes octets qui partent, rien n’est donc envoyé deux fois.',
  },
  CLIENT_VAULT_PASSPHRASE: {
    what: 'La phrase secrète ou la clé n’ouvre pas ce coffre.',
    safe: 'Le coffre est intact.',
    action:
      'Saisissez de nouveau la phrase secrète. Elle ne peut pas être réinitialisée ; un autre de vos appareils ou un administrateur peut vous enregistrer de nouveau.',
  },
  CLIENT_VAULT_CORRUPT: {
    what: 'Un fichier du coffre est endommagé.',
    safe: 'Les autres fichiers sont intacts, et ce qui a été envoyé reste chez le relais et chez les autres parties.',
    action:
      'Restaurez le fichier nommé, ou tout le dossier, depuis une sauvegarde ; ou enregistrez de nouveau cet appareil.',
  },
  CLIENT_VAULT_BUSY: {
    what: 'Un autre programme a ouvert ce coffre.',
    safe: UNTOUCHED,
    action: 'Attendez qu’il se termine, ou arrêtez-le, puis réessayez.',
  },
  CLIENT_VAULT_PERMISSIONS: {
    what: 'Le dossier du coffre appartient à un autre compte de cet ordinateur.',
    safe: UNTOUCHED,
    action: 'Choisissez un dossier à vous, ou lancez le programme avec le compte auquel celui-ci appartient.',
  },
  CLIENT_VAULT_WRITE: {
    what: 'Le coffre n’a pas pu être écrit, peut-être parce que le disque est plein.',
    safe: 'Ce qui était enregistré s’y trouve encore ; la dernière étape ne l’a pas été.',
    action: 'Libérez de la place ou corrigez les droits, puis réessayez.',
  },
  CLIENT_VAULT_MISSING: {
    what: 'Il n’y a pas de coffre à cet endroit.',
    safe: UNTOUCHED,
    action: 'Vérifiez le profil, ou commencez par une invitation ou par la fondation d’une autorité.',
  },
  CLIENT_TRUST_CHANGED: {
    what: 'Cette carte de confiance n’est pas celle avec laquelle ce coffre a été ouvert.',
    safe: 'Rien n’a été envoyé et rien n’a été cru.',
    action:
      'Utilisez la carte de confiance du début. Si votre relais en a annoncé une nouvelle, comparez-la par une autre voie avant toute chose.',
  },
  CLIENT_NO_DEVICE: {
    what: 'Ce coffre ne contient encore aucun appareil.',
    safe: UNTOUCHED,
    action: 'Acceptez une invitation, ou fondez une autorité.',
  },
  CLIENT_NOT_ENROLLED: {
    what: 'Cet appareil n’appartient encore à aucune autorité.',
    safe: UNTOUCHED,
    action: 'Acceptez une invitation, ou faites admettre celui-ci par un autre de vos appareils.',
  },
  CLIENT_ALREADY_ENROLLED: {
    what: 'Cet appareil appartient déjà à une autorité.',
    safe: UNTOUCHED,
    action: 'Utilisez un autre profil pour une autre autorité.',
  },
  CLIENT_REVOKED: {
    what: 'Cet appareil a été révoqué par votre autorité.',
    safe: 'Ce que cet appareil contient reste lisible ici ; il ne peut plus rien envoyer ni récupérer.',
    action: 'Adressez-vous à un administrateur. Un nouvel appareil s’enregistre avec une nouvelle invitation.',
  },
  CLIENT_NOT_ADMITTED: {
    what: 'L’autorité n’est pas encore admise dans l’annuaire.',
    safe: KEPT,
    action: 'Terminez la fondation, puis attendez que l’opérateur admette l’autorité.',
  },
  CLIENT_DIRECTORY_STALE: {
    what: 'L’état connu de l’annuaire a plus de 24 heures : une révocation pourrait être cachée.',
    safe: `${KEPT} Rien n’a été envoyé.`,
    action:
      'Vérifiez l’horloge de cet ordinateur ; réessayez plus tard ; si cela persiste, prévenez l’opérateur du relais.',
  },
  CLIENT_CLOCK: {
    what: 'Les heures du relais et de cet ordinateur se contredisent.',
    safe: `${KEPT} Rien n’a été cru.`,
    action: 'Réglez l’horloge de cet ordinateur et réessayez.',
  },
  CLIENT_ALARM: {
    what: 'Le relais a contredit ce qu’il avait montré ou signé auparavant.',
    safe: 'Rien de la contradiction n’a été cru ; les deux pièces sont gardées comme alarme.',
    action:
      'Montrez l’alarme à un administrateur et à vos correspondants. Rien ne part avant qu’un administrateur l’ait acquittée.',
  },
  CLIENT_ALARM_OPEN: {
    what: 'Il y a une alarme qu’aucun administrateur n’a acquittée.',
    safe: `${KEPT} Rien n’a été envoyé.`,
    action: 'Examinez l’alarme ; un administrateur l’acquitte une fois qu’elle est comprise.',
  },
  CLIENT_NOT_FOUND: {
    what: 'Il n’y a rien ici sous ce nom.',
    safe: UNTOUCHED,
    action: 'Vérifiez la référence, et récupérez les nouveautés.',
  },
  CLIENT_RECIPIENT: {
    what: 'Rien ne peut être adressé à ce destinataire : inconnu, non admis, fermé, ou sa chaîne ne tient pas.',
    safe: `${KEPT} Rien n’a été envoyé.`,
    action: 'Cherchez l’autorité dans l’annuaire et choisissez de nouveau.',
  },
  CLIENT_RECIPIENT_CHANGED: {
    what: 'L’autorité destinataire a changé contre ses propres règles, telle que le relais la montre.',
    safe: `${KEPT} Rien n’a été envoyé.`,
    action:
      'Ses sceaux peuvent être en d’autres mains : appelez-la à un numéro connu auparavant, et lisez sur sa page de l’annuaire ce qui s’est passé.',
  },
  CLIENT_ROLE: {
    what: 'Votre rôle ne permet pas cela.',
    safe: UNTOUCHED,
    action: 'Adressez-vous à un agent qui a le rôle voulu, ou à un administrateur pour changer le vôtre.',
  },
  CLIENT_NO_EPOCH_SEED: {
    what: 'Cet appareil ne peut pas encore ouvrir ce que reçoit votre autorité.',
    safe: 'Rien n’est perdu : tout s’ouvre dès que l’accès est accordé.',
    action:
      'Demandez à un collègue dont l’appareil lit déjà de récupérer une fois les nouveautés ; cela accorde l’accès de soi-même.',
  },
  CLIENT_PASSKEY: {
    what: 'La clé d’accès n’a pas répondu comme elle le doit.',
    safe: `${KEPT} Rien n’a été signé.`,
    action: 'Réessayez avec la clé d’accès enregistrée ici, ou avec votre seconde.',
  },
  CLIENT_PASSKEY_CANCELLED: {
    what: 'La clé d’accès n’a pas été touchée, ou la question a été annulée.',
    safe: `${KEPT} Rien n’a été signé.`,
    action: 'Réessayez le moment venu.',
  },
  CLIENT_PASSKEY_KNOWN: {
    what: 'Cet authentificateur contient déjà une de vos clés d’accès enregistrées.',
    safe: UNTOUCHED,
    action:
      'Choisissez-en un autre : une clé de sécurité, un téléphone ou un autre ordinateur. Deux clés d’accès au même endroit se perdent ensemble.',
  },
  CLIENT_PASSKEY_ADDRESS: {
    what: 'Vos clés d’accès appartiennent à une autre adresse que celle de cette page.',
    safe: `${KEPT} Rien n’a été signé.`,
    action:
      'Ouvrez l’adresse que votre autorité vous a donnée. Si un lien vous a conduit ici, prévenez votre administrateur.',
  },
  CLIENT_PASSKEY_UNLOCK: {
    what: 'Cette clé d’accès a répondu, mais elle ne peut pas déverrouiller ce navigateur.',
    safe: 'Ce qui est enregistré ici est intact.',
    action:
      'Utilisez la clé d’accès enregistrée dans ce navigateur, ou votre phrase secrète si vous en avez choisi une.',
  },
  CLIENT_PENDING_LINK: {
    what: 'Ceci n’est pas une décision en attente de signatures, ou n’est pas de votre autorité.',
    safe: UNTOUCHED,
    action: 'Redemandez le fichier à l’administrateur qui l’a fait.',
  },
  CLIENT_PENDING_STALE: {
    what: 'Le tableau a avancé depuis que cette décision a été rédigée.',
    safe: UNTOUCHED,
    action: 'Faites reprendre la décision, et faites-la signer par tous.',
  },
  CLIENT_FOUNDING_ORDER: {
    what: 'Une étape de la fondation manque ou a déjà été faite.',
    safe: UNTOUCHED,
    action: 'Affichez l’autorité : elle nomme l’étape suivante.',
  },
  CLIENT_ALREADY_SENT: {
    what: 'Ceci a déjà été remis, ou l’a peut-être été.',
    safe: UNTOUCHED,
    action:
      'Récupérez les nouveautés pour voir où cela en est. Une proposition peut être retirée ; ce qui a été soumis ne le peut pas.',
  },
  CLIENT_OUTBOX_STALE: {
    what: 'Une transmission scellée a attendu trop longtemps et le relais ne l’a jamais inscrite.',
    safe: `${KEPT} Elle n’est pas dans votre registre.`,
    action: 'Envoyez-la de nouveau : elle est scellée et signée encore une fois, sous un nouveau numéro.',
  },
  CLIENT_RESEND_REFUSED: {
    what: 'Le relais demande un nouvel envoi, et l’annuaire n’en montre aucune raison.',
    safe: `${KEPT} Rien n’a été scellé de nouveau.`,
    action: 'Réessayez plus tard. Si cela persiste, prévenez l’opérateur du relais et votre administrateur.',
  },
  CLIENT_FILE_CHANGED: {
    what: 'Un fichier a changé pendant qu’il était scellé, ou depuis.',
    safe: 'Ce qui en avait été téléversé n’a de valeur pour personne et est abandonné.',
    action: 'Joignez le fichier de nouveau.',
  },
  CLIENT_UPLOAD_DAMAGED: {
    what: 'Le relais détient d’un fichier d’autres octets que ceux envoyés par cet appareil.',
    safe: `${KEPT} Rien n’a été envoyé qui les nomme.`,
    action: 'Joignez le fichier de nouveau ; si cela se répète, prévenez l’opérateur du relais.',
  },
  CLIENT_DRAFT_REFUSED: {
    what: 'Le relais sert des versions d’un brouillon qui ne font pas suite à celle que possède cet appareil.',
    safe: 'Le brouillon sur cet appareil est resté tel quel ; ce que le relais a donné n’a pas été cru.',
    action: 'Comparez avec vos collègues ce qu’ils voient. Si cela persiste, prévenez l’opérateur du relais.',
  },
  CLIENT_WITHHELD: {
    what: 'Le registre prouve une transmission dont le relais ne donne pas le contenu.',
    safe: 'La preuve est gardée comme alarme.',
    action: 'Montrez l’alarme à un administrateur, et interrogez l’expéditeur par une autre voie.',
  },
  CLIENT_EXPIRED: {
    what: 'Le contenu scellé de cette transmission a été supprimé au relais à son terme, après que tous l’ont reçu.',
    safe: 'Rien d’anormal : les inscriptions et leurs preuves demeurent, et qui l’a ouvert alors le lit toujours.',
    action: 'Demandez à un collègue dont l’appareil était là à ce moment.',
  },
  CLIENT_EVIDENCE_INCOMPLETE: {
    what: 'Les éléments de preuve ne sont pas encore complets.',
    safe: UNTOUCHED,
    action: 'Récupérez les nouveautés et réessayez ; le relais scelle ses registres une fois par minute.',
  },
  CLIENT_BUNDLE_FILE: {
    what: 'Ce fichier n’est pas un fichier de preuve : ce n’est pas un zip, ou il est plus grand que permis.',
    safe: UNTOUCHED,
    action: 'Redemandez le fichier, sans modification.',
  },
  CLIENT_BUNDLE_TOO_LARGE: {
    what: 'Le fichier de preuve serait plus grand que permis.',
    safe: UNTOUCHED,
    action:
      'Laissez les pièces jointes de côté : la déclaration nomme leurs empreintes, et une clé divulguée suffit pour y comparer un fichier.',
  },
};
