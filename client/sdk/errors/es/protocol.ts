// Spanish texts of the protocol's refusals: one sentence a code, the rest by stage (../es.ts puts the tables together).
import { type OwnAdvice, type Stages, textsByStage, type Whats } from '../stage.ts';

const REFUSED = 'Nada de ello se creyó, se mostró ni se guardó como válido.';
const AGAIN = 'Pida al remitente que lo envíe de nuevo y avise a un administrador.';

const STAGES: Stages = {
  WIRE: { safe: REFUSED, action: 'Pida lo mismo otra vez; si persiste, avise a quien se lo dio.' },
  SIGNATURE: {
    safe: REFUSED,
    action: 'No actúe en consecuencia. Pregunte al remitente por otra vía y avise a un administrador.',
  },
  ROSTER: {
    safe: 'La nómina sigue como estaba.',
    action: 'Obtenga el directorio e inténtelo de nuevo; si persiste, consulte a un administrador.',
  },
  EPOCH: {
    safe: 'No se ha perdido nada: lo que está sellado sigue sellado.',
    action: 'Obtenga el directorio e inténtelo de nuevo.',
  },
  WRAP: { safe: REFUSED, action: AGAIN },
  CONTENT: { safe: REFUSED, action: AGAIN },
  REGISTER: {
    safe: REFUSED,
    action: 'Inténtelo de nuevo; si persiste, avise a un administrador y al operador del retransmisor.',
  },
  RECEIPT: {
    safe: 'Nada se muestra como enviado sin su prueba; su copia se conserva.',
    action: 'Inténtelo de nuevo: los mismos bytes dan la misma prueba.',
  },
  POLICY: { safe: 'No se ha modificado nada.', action: 'Haga lo que pide la frase anterior e inténtelo de nuevo.' },
};

const WHAT: Whats = {
  WIRE_TOO_LARGE: 'Algo era mayor de lo permitido.',
  WIRE_MALFORMED: 'Algo no se podía leer en absoluto.',
  WIRE_NON_CANONICAL: 'Algo no estaba escrito de su única manera correcta.',
  WIRE_SHAPE: 'Algo no tenía la forma debida.',
  WIRE_VERSION: 'Algo procede de una versión que este programa no conoce.',
  WIRE_TYPE: 'Algo era de otra clase que la esperada.',
  SIGNATURE_INVALID: 'Una firma no es válida.',
  SIGNATURE_UNKNOWN_KEY: 'Algo no fue firmado por quien debía firmarlo.',
  SIGNATURE_WEAK_KEY: 'Una clave es de una clase que no prueba nada.',
  SIGNATURE_GESTURE: 'Una confirmación con llave de acceso no corresponde a este acto, a esta persona o a este lugar.',
  ROSTER_SEQUENCE: 'La nómina ha avanzado entretanto.',
  ROSTER_PREVIOUS: 'Una modificación de una nómina no sigue a la anterior.',
  ROSTER_AUTHORITY: 'Una modificación de una nómina pertenece a otra autoridad.',
  ROSTER_GENESIS: 'El comienzo de una nómina no es válido.',
  ROSTER_SIGNER: 'Una modificación de una nómina fue firmada por quien no puede hacerlo.',
  ROSTER_THRESHOLD: 'Firmaron muy pocos administradores.',
  ROSTER_ROLE: 'La función de un funcionario no permite esto.',
  ROSTER_UNKNOWN_OFFICIAL: 'El funcionario es desconocido, ya está dado de alta o fue retirado.',
  ROSTER_UNKNOWN_DEVICE: 'El dispositivo es desconocido o no estaba activo en ese momento.',
  ROSTER_KEY_REUSED: 'Una clave ya fue usada, por este dispositivo o por otro.',
  ROSTER_ROTATION: 'La nueva época no sigue a la anterior.',
  ROSTER_RECIPIENTS: 'La nueva época no está sellada exactamente para quienes pueden leer.',
  ROSTER_POLICY: 'Las reglas de la autoridad no permiten esto.',
  ROSTER_RECOVERY: 'La recuperación no sigue sus reglas.',
  ROSTER_CLOSED: 'La autoridad está cerrada.',
  ROSTER_FOUNDING: 'La autoridad todavía se está fundando.',
  ROSTER_LINK: 'Una modificación de una nómina no tiene sentido.',
  ROSTER_STALE: 'Una modificación de una nómina se hizo sobre un estado anticuado.',
  EPOCH_LOCKBOX: 'La clave de una época no se abre para este dispositivo.',
  EPOCH_KEY_MISMATCH: 'Una clave no es la que se publicó.',
  EPOCH_STALE: 'El destinatario ha cambiado su clave de recepción.',
  EPOCH_UNKNOWN: 'Este dispositivo no tiene la clave de ese tiempo.',
  WRAP_MISSING: 'Falta la clave de una transmisión.',
  WRAP_DIGEST: 'Las claves de una transmisión no son las que se firmaron.',
  WRAP_OPEN: 'La clave de una transmisión no se abre para su autoridad.',
  CONTENT_DIGEST: 'El contenido no es el que se firmó.',
  CONTENT_COMMITMENT: 'El contenido se selló con otra clave o para otra transmisión.',
  CONTENT_TRUNCATED: 'El contenido está cortado.',
  CONTENT_OPEN: 'El contenido fue modificado y no se abre.',
  CONTENT_PADDING: 'El contenido no está completado como debe.',
  CONTENT_LENGTH: 'El contenido es más largo o más corto de lo anunciado.',
  CONTENT_ENDED: 'Llegó más contenido después de su fin.',
  CONTENT_ATTACHMENTS: 'Los archivos adjuntos no son los anunciados.',
  CONTENT_ACT: 'Lo enviado no es un acto que este programa pueda leer.',
  CONTENT_CLASS: 'El acto requiere una firma que su transmisión no tiene.',
  REGISTER_NOTE: 'Un punto de control del retransmisor no se puede leer.',
  REGISTER_KEY: 'Una clave de un registro no se puede leer o no es única.',
  REGISTER_SIGNATURE: 'Una firma en un punto de control es falsa.',
  REGISTER_UNSIGNED: 'Un punto de control no está firmado por su registro.',
  REGISTER_CHECKPOINT: 'Un punto de control no tiene la forma debida.',
  REGISTER_ORIGIN: 'Se dio el punto de control de otro registro.',
  REGISTER_PROOF: 'Una prueba no conduce al registro.',
  REGISTER_INCONSISTENT: 'Dos estados de un registro se contradicen.',
  REGISTER_ROLLBACK: 'Un registro es menor que antes.',
  REGISTER_TILE: 'Una parte de un registro está dañada.',
  REGISTER_POLICY: 'La lista de testigos no se puede leer.',
  REGISTER_QUORUM: 'Muy pocos testigos firmaron un punto de control.',
  REGISTER_STALE: 'Un punto de control es demasiado antiguo.',
  REGISTER_LEAF: 'Una inscripción de un registro no corresponde a aquello de lo que habla.',
  RECEIPT_LAYOUT: 'Un archivo de prueba no tiene las partes que debe tener.',
  RECEIPT_MISSING: 'Falta una prueba de inscripción.',
  RECEIPT_MISMATCH: 'Una prueba de inscripción habla de otra cosa.',
  RECEIPT_UNSEALED: 'La prueba de inscripción aún no está sellada.',
  POLICY_NOT_A_PARTY: 'Su autoridad no es parte en esto.',
  POLICY_SUITE: 'La otra parte pide una versión posterior del protocolo.',
  POLICY_TIME: 'Una hora está fuera de lo permitido.',
  POLICY_REPLAY: 'Este número ya se usó para otra cosa.',
  POLICY_GESTURE_MISSING: 'Falta la confirmación de un funcionario.',
  POLICY_GESTURE_ROLE: 'El funcionario que confirmó no puede firmar esto.',
  POLICY_PRACTICE: 'La práctica y lo real no se mezclan.',
  POLICY_TRUST: 'Este archivo no es una tarjeta de confianza.',
  POLICY_PASSPHRASE: 'La frase secreta no es lo bastante buena.',
  POLICY_INVITATION: 'El código de invitación es incorrecto, ya se usó o ha caducado.',
  POLICY_RECOVERY_SHARE: 'Una hoja de recuperación es incorrecta o no es de este juego.',
};

/** Where the stage's advice would mislead. */
const OWN: OwnAdvice = {
  EPOCH_UNKNOWN: {
    action:
      'Pida a un colega cuyo dispositivo ya lee que obtenga una vez las novedades; con ello se concede el acceso por sí solo.',
  },
  EPOCH_KEY_MISMATCH: {
    safe: 'No se selló ni se abrió nada con ella.',
    action:
      'Obtenga el directorio e inténtelo de nuevo; si persiste, avise a un administrador y al operador del retransmisor.',
  },
  EPOCH_STALE: {
    action: 'Obtenga el directorio; la transmisión se sella de nuevo para la clave que usted verificó.',
  },
  ROSTER_THRESHOLD: { action: 'Pase la decisión a otro administrador para que la firme.' },
  RECEIPT_LAYOUT: {
    safe: 'No se ha modificado nada.',
    action: 'Pida de nuevo el archivo de prueba, sin modificaciones.',
  },
  RECEIPT_UNSEALED: {
    action: 'Espere un minuto e inténtelo de nuevo: el retransmisor sella sus registros una vez por minuto.',
  },
  POLICY_INVITATION: { action: 'Escriba de nuevo el código; si persiste, pida una nueva invitación.' },
  POLICY_TRUST: { action: 'Use el archivo rogatory.json de la versión publicada o de su administrador.' },
  POLICY_TIME: { action: 'Compruebe el reloj de este equipo y las horas que introdujo.' },
  POLICY_REPLAY: { safe: REFUSED, action: 'Avise a un administrador: alguien vuelve a enviar cosas antiguas.' },
  POLICY_RECOVERY_SHARE: { action: 'Escriba de nuevo la hoja o use otra hoja del mismo juego.' },
  CONTENT_ACT: { action: 'Actualice este programa o pida al remitente que lo envíe de nuevo.' },
};

export const PROTOCOL_TEXTS = textsByStage(WHAT, STAGES, OWN);
