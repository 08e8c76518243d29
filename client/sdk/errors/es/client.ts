// Spanish texts of the client's own codes (../es.ts puts the tables together).
import type { ClientCode, ErrorText } from '../../failure.ts';

const KEPT = 'Lo que escribió se conserva en este dispositivo.';
const UNTOUCHED = 'No se ha modificado nada.';

export const CLIENT_TEXTS: { readonly [C in ClientCode]: ErrorText } = {
  CLIENT_RELAY_UNREACHABLE: {
    what: 'No se pudo contactar con el retransmisor.',
    safe: `No se ha perdido nada. ${KEPT}`,
    action:
      'Compruebe la red y la dirección de la tarjeta de confianza e inténtelo de nuevo: lo que espera sale con exactamente los mismos bytes, nunca dos veces.',
  },
  CLIENT_RELAY_ANSWER: {
    what: 'El retransmisor dio una respuesta que no se puede usar: demasiado grande, redirigida o sin la forma convenida.',
    safe: `${KEPT} No se creyó la respuesta.`,
    action: 'Inténtelo de nuevo; si persiste, avise al operador del retransmisor.',
  },
  CLIENT_RELAY_TIMEOUT: {
    what: 'El retransmisor no respondió a tiempo.',
    safe: KEPT,
    action: 'Inténtelo de nuevo; se envían los mismos bytes, de modo que nada se envía dos veces.',
  },
  CLIENT_VAULT_PASSPHRASE: {
    what: 'La frase secreta o la clave no abre este cofre.',
    safe: 'El cofre está intacto.',
    action:
      'Escriba de nuevo la frase secreta. No se puede restablecer; otro de sus dispositivos o un administrador puede darle de alta otra vez.',
  },
  CLIENT_VAULT_CORRUPT: {
    what: 'Un archivo del cofre está dañado.',
    safe: 'Los demás archivos están intactos, y lo enviado sigue en el retransmisor y en poder de las demás partes.',
    action:
      'Restaure el archivo indicado, o toda la carpeta, desde una copia de seguridad; o dé de alta de nuevo este dispositivo.',
  },
  CLIENT_VAULT_BUSY: {
    what: 'Otro programa tiene abierto este cofre.',
    safe: UNTOUCHED,
    action: 'Espere a que termine, o termínelo, e inténtelo de nuevo.',
  },
  CLIENT_VAULT_PERMISSIONS: {
    what: 'La carpeta del cofre pertenece a otro usuario de este equipo.',
    safe: UNTOUCHED,
    action: 'Elija una carpeta propia, o ejecute el programa como propietario de esta.',
  },
  CLIENT_VAULT_WRITE: {
    what: 'No se pudo escribir en el cofre, quizá porque el disco está lleno.',
    safe: 'Lo que ya estaba guardado sigue ahí; el último paso no se guardó.',
    action: 'Libere espacio o corrija los permisos, e inténtelo de nuevo.',
  },
  CLIENT_VAULT_MISSING: {
    what: 'No hay ningún cofre en este lugar.',
    safe: UNTOUCHED,
    action: 'Compruebe el perfil, o comience con una invitación o fundando una autoridad.',
  },
  CLIENT_TRUST_CHANGED: {
    what: 'Esta tarjeta de confianza no es la que se usó para abrir este cofre.',
    safe: 'No se envió nada y no se creyó nada.',
    action:
      'Use la tarjeta de confianza con la que comenzó. Si su retransmisor anunció una nueva, compárela por otra vía antes de hacer nada.',
  },
  CLIENT_NO_DEVICE: {
    what: 'Este cofre no contiene todavía ningún dispositivo.',
    safe: UNTOUCHED,
    action: 'Acepte una invitación o funde una autoridad.',
  },
  CLIENT_NOT_ENROLLED: {
    what: 'Este dispositivo no pertenece todavía a ninguna autoridad.',
    safe: UNTOUCHED,
    action: 'Acepte una invitación, o haga que otro de sus dispositivos admita este.',
  },
  CLIENT_ALREADY_ENROLLED: {
    what: 'Este dispositivo ya pertenece a una autoridad.',
    safe: UNTOUCHED,
    action: 'Use otro perfil para otra autoridad.',
  },
  CLIENT_REVOKED: {
    what: 'Su autoridad revocó este dispositivo.',
    safe: 'Lo que contiene este dispositivo sigue siendo legible aquí; ya no puede enviar ni obtener nada.',
    action: 'Consulte a un administrador. Un dispositivo nuevo se da de alta con una nueva invitación.',
  },
  CLIENT_NOT_ADMITTED: {
    what: 'La autoridad aún no ha sido admitida en el directorio.',
    safe: KEPT,
    action: 'Termine la fundación y espere a que el operador admita a la autoridad.',
  },
  CLIENT_DIRECTORY_STALE: {
    what: 'El estado conocido del directorio tiene más de 24 horas, de modo que podría ocultarse una revocación.',
    safe: `${KEPT} No se envió nada.`,
    action: 'Compruebe el reloj de este equipo; inténtelo más tarde; si persiste, avise al operador del retransmisor.',
  },
  CLIENT_CLOCK: {
    what: 'Las horas del retransmisor y de este equipo se contradicen.',
    safe: `${KEPT} No se creyó nada.`,
    action: 'Ponga en hora el reloj de este equipo e inténtelo de nuevo.',
  },
  CLIENT_ALARM: {
    what: 'El retransmisor contradijo lo que antes había mostrado o firmado.',
    safe: 'Nada de la contradicción se creyó; las dos piezas se conservan como alarma.',
    action:
      'Muestre la alarma a un administrador y a sus contrapartes. No se envía nada hasta que un administrador haya confirmado que la ha visto.',
  },
  CLIENT_ALARM_OPEN: {
    what: 'Hay una alarma que ningún administrador ha confirmado.',
    safe: `${KEPT} No se envió nada.`,
    action: 'Examine la alarma; un administrador la confirma cuando se ha entendido.',
  },
  CLIENT_NOT_FOUND: {
    what: 'Aquí no hay nada con este nombre.',
    safe: UNTOUCHED,
    action: 'Compruebe la referencia y obtenga las novedades.',
  },
  CLIENT_RECIPIENT: {
    what: 'No se puede dirigir nada a este destinatario: desconocido, no admitido, cerrado, o su cadena no es válida.',
    safe: `${KEPT} No se envió nada.`,
    action: 'Busque la autoridad en el directorio y elija de nuevo.',
  },
  CLIENT_RECIPIENT_CHANGED: {
    what: 'La autoridad destinataria ha cambiado contra sus propias reglas, según la muestra el retransmisor.',
    safe: `${KEPT} No se envió nada.`,
    action:
      'Sus sellos pueden estar en otras manos: llámela a un número que ya conocía y lea en su página del directorio qué ocurrió.',
  },
  CLIENT_ROLE: {
    what: 'Su función no permite esto.',
    safe: UNTOUCHED,
    action: 'Pídalo a un funcionario con la función adecuada, o a un administrador que cambie la suya.',
  },
  CLIENT_NO_EPOCH_SEED: {
    what: 'Este dispositivo no puede abrir todavía lo que recibe su autoridad.',
    safe: 'No se ha perdido nada: todo se abre una vez concedido el acceso.',
    action:
      'Pida a un colega cuyo dispositivo ya lee que obtenga una vez las novedades; con ello se concede el acceso por sí solo.',
  },
  CLIENT_PASSKEY: {
    what: 'La llave de acceso no respondió como debe.',
    safe: `${KEPT} No se firmó nada.`,
    action: 'Inténtelo de nuevo con la llave de acceso que dio de alta aquí, o con la segunda.',
  },
  CLIENT_PASSKEY_CANCELLED: {
    what: 'No se tocó la llave de acceso, o se canceló la pregunta.',
    safe: `${KEPT} No se firmó nada.`,
    action: 'Inténtelo de nuevo cuando lo desee.',
  },
  CLIENT_PASSKEY_KNOWN: {
    what: 'Este autenticador ya contiene una llave de acceso suya que está dada de alta.',
    safe: UNTOUCHED,
    action:
      'Elija otro: una llave de seguridad, un teléfono u otro equipo. Dos llaves de acceso en un mismo lugar se pierden juntas.',
  },
  CLIENT_PASSKEY_ADDRESS: {
    what: 'Sus llaves de acceso pertenecen a otra dirección que la de esta página.',
    safe: `${KEPT} No se firmó nada.`,
    action: 'Abra la dirección que le dio su autoridad. Si llegó aquí por un enlace, avise a su administrador.',
  },
  CLIENT_PASSKEY_UNLOCK: {
    what: 'Esta llave de acceso respondió, pero no puede desbloquear este navegador.',
    safe: 'Lo que está guardado aquí está intacto.',
    action: 'Use la llave de acceso que dio de alta en este navegador, o su frase secreta si eligió una.',
  },
  CLIENT_PENDING_LINK: {
    what: 'Esto no es una decisión que espere firmas, o no es de su autoridad.',
    safe: UNTOUCHED,
    action: 'Pida de nuevo el archivo al administrador que la hizo.',
  },
  CLIENT_PENDING_STALE: {
    what: 'La nómina ha avanzado desde que se escribió esta decisión.',
    safe: UNTOUCHED,
    action: 'Haga que la decisión se tome de nuevo y la firmen todos.',
  },
  CLIENT_FOUNDING_ORDER: {
    what: 'Un paso de la fundación falta o ya se había hecho.',
    safe: UNTOUCHED,
    action: 'Muestre la autoridad: indica el paso siguiente.',
  },
  CLIENT_ALREADY_SENT: {
    what: 'Esto ya se entregó, o quizá se entregó.',
    safe: UNTOUCHED,
    action:
      'Obtenga las novedades para ver en qué estado se encuentra. Una propuesta puede retirarse; lo que se presentó, no.',
  },
  CLIENT_OUTBOX_STALE: {
    what: 'Una transmisión sellada esperó demasiado y el retransmisor nunca la inscribió.',
    safe: `${KEPT} No está en su registro.`,
    action: 'Envíela de nuevo: se sella y se firma otra vez con un número nuevo.',
  },
  CLIENT_RESEND_REFUSED: {
    what: 'El retransmisor pide un nuevo envío y el directorio no muestra ninguna razón para ello.',
    safe: `${KEPT} No se selló nada de nuevo.`,
    action: 'Inténtelo más tarde. Si persiste, avise al operador del retransmisor y a su administrador.',
  },
  CLIENT_FILE_CHANGED: {
    what: 'Un archivo cambió mientras se sellaba, o después.',
    safe: 'Lo que se había subido de él no le sirve a nadie y se descarta.',
    action: 'Adjunte de nuevo el archivo.',
  },
  CLIENT_UPLOAD_DAMAGED: {
    what: 'El retransmisor tiene de un archivo otros bytes que los que envió este dispositivo.',
    safe: `${KEPT} No se envió nada que los nombre.`,
    action: 'Adjunte de nuevo el archivo; si vuelve a ocurrir, avise al operador del retransmisor.',
  },
  CLIENT_DRAFT_REFUSED: {
    what: 'El retransmisor ofrece versiones de un borrador que no siguen a la que tiene este dispositivo.',
    safe: 'El borrador de este dispositivo se conservó como estaba; lo que dio el retransmisor no se creyó.',
    action: 'Compare con sus colegas lo que ven. Si persiste, avise al operador del retransmisor.',
  },
  CLIENT_WITHHELD: {
    what: 'El registro prueba una transmisión cuyo contenido el retransmisor no entrega.',
    safe: 'La prueba se conserva como alarma.',
    action: 'Muestre la alarma a un administrador y pregunte al remitente por otra vía.',
  },
  CLIENT_EXPIRED: {
    what: 'El contenido sellado de esta transmisión se eliminó en el retransmisor a su término, después de que todos lo recibieran.',
    safe: 'No hay nada anómalo: las inscripciones y sus pruebas siguen, y quien lo abrió entonces aún lo lee.',
    action: 'Pregunte a un colega cuyo dispositivo estaba entonces aquí.',
  },
  CLIENT_EVIDENCE_INCOMPLETE: {
    what: 'Los elementos de prueba aún no están completos.',
    safe: UNTOUCHED,
    action: 'Obtenga las novedades e inténtelo de nuevo; el retransmisor sella sus registros una vez por minuto.',
  },
  CLIENT_BUNDLE_FILE: {
    what: 'Este archivo no es un archivo de prueba: no es un zip, o es mayor de lo permitido.',
    safe: UNTOUCHED,
    action: 'Pida de nuevo el archivo, sin modificaciones.',
  },
  CLIENT_BUNDLE_TOO_LARGE: {
    what: 'El archivo de prueba sería mayor de lo permitido.',
    safe: UNTOUCHED,
    action:
      'Deje fuera los archivos adjuntos: la declaración nombra sus huellas, y una clave revelada basta para comparar un archivo con ella.',
  },
};
