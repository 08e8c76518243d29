// Portuguese words of the pages themselves, beside the texts of casework/labels (product.md "certificate", "letter in PDF").
import type { Words } from './en.ts';

export const PT: Words = {
  page: (n, of) => `Página ${n} de ${of}`,
  practice: 'EXERCÍCIO',
  missing: '\ufffd substitui um caráter que esta página não pode imprimir; a própria transmissão contém-no.',

  plainly: 'Em linguagem clara',
  notContent: 'Este certificado não atesta que o conteúdo é verdadeiro.',
  identity: 'A transmissão',
  message: 'Número da mensagem',
  case: 'Número do caso',
  handling: 'Tratamento',
  handlingFrom: 'segundo o conteúdo aberto',
  eightWords: 'Oito palavras',
  authority: 'Número',

  timeline: 'O que aconteceu, e quando',
  event: 'Acontecimento',
  signedBy: 'Quem o atesta',
  time: 'Hora (UTC)',
  entry: 'Inscrições',
  byDevice: (who) => `assinado por um dispositivo de ${who}`,
  byRelay: 'segundo o retransmissor',
  entryOf: (index, who) => `n.º ${index}, ${who}`,

  documents: 'Documentos',
  noDocuments: 'Nenhum documento foi enviado com ela.',
  name: 'Nome',
  size: 'Tamanho',
  bytes: (n) => `${n} bytes`,
  sealedBytes: (n) => `selado: ${n} bytes`,
  digest: 'SHA-256, tal como selado e assinado',
  unnamed: 'nome selado',
  namesFrom:
    'Os nomes e tamanhos são os do conteúdo aberto, que este certificado não divulga. O SHA-256 é o do ficheiro selado, que o remetente assinou.',

  verify: 'Como verificar',
  verifyBundle:
    'Esta página destina-se a ser lida. A prova é o ficheiro de prova de que foi extraída. Qualquer pessoa pode verificar esse ficheiro sem rede e sem conta:',
  verifyCard:
    'CARD é o cartão de confiança que recebeu do operador ou da sua própria autoridade, nunca do próprio ficheiro.',
  verifyOriginal: 'Para saber se um dado ficheiro foi enviado com ela, quando a prova o divulgue:',
  checks: 'As verificações e o seu resultado',
  check: 'Verificação',
  result: 'Resultado',
  outcome: {
    passed: 'com êxito',
    failed: 'sem êxito',
    'not anchored': 'sem âncora',
    absent: 'sem objeto',
    unchecked: 'não efetuada',
  },
  what: {
    'BND-1': 'Cada ficheiro é o do manifesto; nenhum falta e nenhum foi acrescentado.',
    'BND-2': 'Cada parte está onde o formato a coloca, na sua única escrita.',
    'BND-3': 'O ponto de controlo do diretório está selado pelas chaves de diretório do retransmissor.',
    'BND-4': 'Estão todas as inscrições do diretório até esse ponto: nenhuma alteração posterior é escondida.',
    'BND-5': 'A cadeia de cada autoridade está completa, e cada alteração era permitida.',
    'BND-6': 'O operador admitiu cada autoridade, com as chaves do seu registo.',
    'BND-7': 'O secretariado nomeia o mesmo Estado para cada autoridade.',
    'BND-8': 'Cada inscrição consta do registo de uma parte, sob um ponto de controlo selado.',
    'BND-9': 'A transmissão consta do registo do remetente e do de cada destinatário, inscrita num mesmo momento.',
    'BND-10':
      'A declaração foi assinada por um dispositivo do remetente então ativo, para as chaves que os destinatários tinham então.',
    'BND-11': 'Os funcionários cuja assinatura tal transmissão exige assinaram-na.',
    'BND-12': 'As chaves envolvidas para os destinatários são as que foram assinadas.',
    'BND-13': 'O conteúdo selado que está incluído é o que foi assinado.',
    'BND-14': 'Cada aviso de receção foi assinado pelo destinatário e inscrito em ambos os registos.',
    'BND-15': 'As chaves divulgadas abrem o que foi assinado.',
    'BND-16': 'O resumo diz o que dizem as provas.',
  },

  subject: 'Assunto',
  sent: (number) => `Transmissão ${number}`,
  annexes: 'Anexos',
  draft: 'RASCUNHO — não enviado',
  signature: 'Assinatura',
  signedOfficials: (count) =>
    count === 1
      ? 'Assinado eletronicamente por um funcionário com a sua chave de acesso, e pelo dispositivo de envio.'
      : `Assinado eletronicamente por ${count} funcionários com as suas chaves de acesso, e pelo dispositivo de envio.`,
  signedDevice: 'Assinado eletronicamente pelo dispositivo de envio.',
  provedBy: (index, at) =>
    `Inscrito com o n.º ${index} no registo de transmissões em ${at}. Essa inscrição, e não esta página, prova que foi enviado e que não foi alterado.`,
  notSigned: 'Isto é um rascunho. Não foi assinado nem enviado.',
};
