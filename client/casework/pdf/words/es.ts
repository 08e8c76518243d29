// Spanish words of the pages themselves, beside the texts of casework/labels (product.md "certificate", "letter in PDF").
import type { Words } from './en.ts';

export const ES: Words = {
  page: (n, of) => `Página ${n} de ${of}`,
  practice: 'PRÁCTICA',
  missing: '\ufffd sustituye a un carácter que esta página no puede imprimir; la propia transmisión lo contiene.',

  plainly: 'En lenguaje claro',
  notContent: 'Este certificado no acredita que el contenido sea verdadero.',
  identity: 'La transmisión',
  message: 'Número del mensaje',
  case: 'Número del caso',
  handling: 'Tratamiento',
  handlingFrom: 'según el contenido abierto',
  eightWords: 'Ocho palabras',
  authority: 'Número',

  timeline: 'Qué ocurrió, y cuándo',
  event: 'Hecho',
  signedBy: 'Quién lo acredita',
  time: 'Hora (UTC)',
  entry: 'Inscripciones',
  byDevice: (who) => `firmado por un dispositivo de ${who}`,
  byRelay: 'según el retransmisor',
  entryOf: (index, who) => `n.º ${index}, ${who}`,

  documents: 'Documentos',
  noDocuments: 'No se envió ningún documento con ella.',
  name: 'Nombre',
  size: 'Tamaño',
  bytes: (n) => `${n} bytes`,
  sealedBytes: (n) => `sellado: ${n} bytes`,
  digest: 'SHA-256, tal como se selló y se firmó',
  unnamed: 'nombre sellado',
  namesFrom:
    'Los nombres y tamaños son los del contenido abierto, que este certificado no revela. El SHA-256 es el del archivo sellado, que firmó el remitente.',

  verify: 'Cómo verificarlo',
  verifyBundle:
    'Esta página es para leerla. La prueba es el archivo de prueba del que se obtuvo. Cualquiera puede verificar ese archivo sin red y sin cuenta:',
  verifyCard:
    'CARD es la tarjeta de confianza que usted tiene del operador o de su propia autoridad, nunca del propio archivo.',
  verifyOriginal: 'Para saber si un archivo determinado se envió con ella, cuando la prueba lo revele:',
  checks: 'Las comprobaciones y su resultado',
  check: 'Comprobación',
  result: 'Resultado',
  outcome: {
    passed: 'superada',
    failed: 'no superada',
    'not anchored': 'sin anclaje',
    absent: 'sin objeto',
    unchecked: 'no efectuada',
  },
  what: {
    'BND-1': 'Cada archivo es el del manifiesto; no falta ni se añade ninguno.',
    'BND-2': 'Cada parte está donde la sitúa el formato, en su única escritura.',
    'BND-3': 'El punto de control del directorio está sellado por las claves del directorio del retransmisor.',
    'BND-4': 'Están todas las inscripciones del directorio hasta ese punto: no se oculta ningún cambio posterior.',
    'BND-5': 'La cadena de cada autoridad está completa, y cada cambio estaba permitido.',
    'BND-6': 'El operador admitió a cada autoridad, con las claves de su registro.',
    'BND-7': 'La secretaría nombra el mismo Estado para cada autoridad.',
    'BND-8': 'Cada inscripción está en el registro de una parte, con punto de control sellado.',
    'BND-9': 'La transmisión figura a la vez en el registro del remitente y en el de cada destinatario.',
    'BND-10':
      'La declaración fue firmada por un dispositivo del remitente entonces activo, para las claves que los destinatarios tenían entonces.',
    'BND-11': 'Los funcionarios cuya firma requiere tal transmisión la firmaron.',
    'BND-12': 'Las claves envueltas para los destinatarios son las que se firmaron.',
    'BND-13': 'El contenido sellado que se incluye es el que se firmó.',
    'BND-14': 'Cada acuse de recibo fue firmado por el destinatario e inscrito en ambos registros.',
    'BND-15': 'Las claves reveladas abren lo que se firmó.',
    'BND-16': 'El resumen dice lo que dicen las pruebas.',
  },

  subject: 'Asunto',
  sent: (number) => `Transmisión ${number}`,
  annexes: 'Anexos',
  draft: 'BORRADOR — no enviado',
  signature: 'Firma',
  signedOfficials: (count) =>
    count === 1
      ? 'Firmado electrónicamente por un funcionario con su llave de acceso, y por el dispositivo de envío.'
      : `Firmado electrónicamente por ${count} funcionarios con sus llaves de acceso, y por el dispositivo de envío.`,
  signedDevice: 'Firmado electrónicamente por el dispositivo de envío.',
  provedBy: (index, at) =>
    `Inscrito con el n.º ${index} en el registro de transmisiones el ${at}. Esa inscripción, y no esta página, prueba que se envió y que no ha cambiado.`,
  notSigned: 'Esto es un borrador. No se ha firmado ni enviado.',
};
