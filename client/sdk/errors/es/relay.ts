// Spanish texts of the relay's refusals (../es.ts puts the tables together).
import type { RelayCode } from '../../../../crypto/index.ts';
import type { ErrorText } from '../../failure.ts';

const KEPT = 'Lo que escribió se conserva en este dispositivo; el retransmisor no guardó nada de este intento.';
const FAULT = 'Esto apunta a un defecto del programa: comuníquelo con los detalles técnicos.';

export const RELAY_TEXTS: { readonly [C in RelayCode]: ErrorText } = {
  RELAY_BAD_REQUEST: { what: 'El retransmisor no entiende la petición.', safe: KEPT, action: FAULT },
  RELAY_NOT_FOUND: {
    what: 'El retransmisor no tiene nada para usted con este nombre.',
    safe: 'No se ha modificado nada.',
    action: 'Compruebe la referencia. Es posible que un código o una invitación ya se haya usado o haya caducado.',
  },
  RELAY_UNSIGNED: { what: 'El retransmisor no vio ninguna firma en la petición.', safe: KEPT, action: FAULT },
  RELAY_SIGNATURE: {
    what: 'El retransmisor no acepta la firma de este dispositivo.',
    safe: KEPT,
    action:
      'Obtenga el directorio: es posible que el dispositivo haya sido revocado. Compruebe que la tarjeta de confianza nombra a este retransmisor.',
  },
  RELAY_CLOCK: {
    what: 'Los relojes del retransmisor y de este equipo difieren en más de un minuto.',
    safe: KEPT,
    action: 'Ponga en hora el reloj de este equipo e inténtelo de nuevo.',
  },
  RELAY_REPLAY: {
    what: 'El retransmisor ya ha visto exactamente esta petición.',
    safe: KEPT,
    action: 'Inténtelo de nuevo; la petición se hace otra vez.',
  },
  RELAY_DIGEST: {
    what: 'La petición se dañó por el camino.',
    safe: KEPT,
    action: 'Inténtelo de nuevo; la petición se hace otra vez.',
  },
  RELAY_SIGN_IN: { what: 'La sesión ha terminado.', safe: KEPT, action: 'Inicie sesión con su llave de acceso.' },
  RELAY_GESTURE_AGE: {
    what: 'Este paso requiere una confirmación con llave de acceso de los últimos cinco minutos.',
    safe: KEPT,
    action: 'Inicie sesión de nuevo con su llave de acceso.',
  },
  RELAY_FORBIDDEN: {
    what: 'El retransmisor no permite esto a su dispositivo o a su autoridad.',
    safe: KEPT,
    action: 'Consulte a un administrador de su autoridad o al operador del retransmisor.',
  },
  RELAY_CONFLICT: {
    what: 'Otra persona fue más rápida, o ya existe algo distinto con este nombre.',
    safe: KEPT,
    action: 'Obtenga las novedades y decida de nuevo.',
  },
  RELAY_PRECONDITION: {
    what: 'Entretanto otra persona guardó una versión más reciente.',
    safe: KEPT,
    action: 'Obtenga las novedades, compare las dos versiones y decida cuál vale.',
  },
  RELAY_TOO_LARGE: {
    what: 'Esto es mayor de lo que el retransmisor acepta.',
    safe: KEPT,
    action: 'Envíe los documentos como archivos adjuntos.',
  },
  RELAY_MEDIA_TYPE: { what: 'El retransmisor no acepta este tipo de petición.', safe: KEPT, action: FAULT },
  RELAY_BUSY: {
    what: 'El retransmisor está ocupado.',
    safe: KEPT,
    action: 'Espere un momento e inténtelo de nuevo; nada se envía dos veces.',
  },
  RELAY_STORAGE_FULL: {
    what: 'Al retransmisor no le queda espacio.',
    safe: KEPT,
    action: 'Inténtelo más tarde; el operador tiene que liberar espacio.',
  },
  RELAY_UNAVAILABLE: {
    what: 'El retransmisor no puede hacerlo en este momento.',
    safe: KEPT,
    action: 'Inténtelo más tarde; nada se envía dos veces.',
  },
  RELAY_INTERNAL: {
    what: 'El retransmisor falló.',
    safe: 'Lo que escribió se conserva en este dispositivo; el próximo intento, que envía los mismos bytes, mostrará si el retransmisor lo guardó.',
    action: 'Inténtelo de nuevo; si persiste, indique la referencia al operador.',
  },
};
