// Chinese texts of the client's own codes (../zh.ts puts the tables together).
import type { ClientCode, ErrorText } from '../../failure.ts';

const KEPT = '您所写的内容保存在本设备上。';
const UNTOUCHED = '没有任何改动。';

export const CLIENT_TEXTS: { readonly [C in ClientCode]: ErrorText } = {
  CLIENT_RELAY_UNREACHABLE: {
    what: '无法连接中继站。',
    safe: `没有任何损失。${KEPT}`,
    action: '请检查网络和信任卡上的地址，然后再试：待发送的内容会原样发出，绝不重复。',
  },
  CLIENT_RELAY_ANSWER: {
    what: '中继站的答复无法使用：过大、被转向或者不符合约定的格式。',
    safe: `${KEPT}该答复未被采信。`,
    action: '请再试一次；如仍然如此，请告知中继站的运营方。',
  },
  CLIENT_RELAY_TIMEOUT: {
    what: '中继站没有及时答复。',
    safe: KEPT,
    action: '请再试一次；发送的内容一字不差，不会重复发送。',
  },
  CLIENT_VAULT_PASSPHRASE: {
    what: '该密码短语或者密钥无法打开此保管库。',
    safe: '保管库完好无损。',
    action: '请重新键入密码短语。密码短语无法重置；您的另一设备或者管理员可以为您重新注册。',
  },
  CLIENT_VAULT_CORRUPT: {
    what: '保管库中的一个文件已损坏。',
    safe: '其他文件未受影响，已发送的内容仍在中继站和其他各方处。',
    action: '请从备份中恢复所指文件或者整个文件夹；或者重新注册本设备。',
  },
  CLIENT_VAULT_BUSY: {
    what: '另一程序正在使用此保管库。',
    safe: UNTOUCHED,
    action: '请等待其结束或者将其结束，然后再试。',
  },
  CLIENT_VAULT_PERMISSIONS: {
    what: '保管库所在的文件夹属于本计算机的另一用户。',
    safe: UNTOUCHED,
    action: '请选择您自己的文件夹，或者以其所有者的身份运行程序。',
  },
  CLIENT_VAULT_WRITE: {
    what: '无法写入保管库，可能是磁盘已满。',
    safe: '此前保存的内容仍在；最后一步没有保存。',
    action: '请腾出空间或者修正权限，然后再试。',
  },
  CLIENT_VAULT_MISSING: {
    what: '此处没有保管库。',
    safe: UNTOUCHED,
    action: '请核对配置，或者从使用邀请或创建机关开始。',
  },
  CLIENT_TRUST_CHANGED: {
    what: '这张信任卡与打开此保管库时所用的不同。',
    safe: '没有发送任何内容，也没有采信任何内容。',
    action: '请使用最初的信任卡。如果中继站公布了新的信任卡，请先通过其他途径比对，再采取任何行动。',
  },
  CLIENT_NO_DEVICE: {
    what: '此保管库中尚无设备。',
    safe: UNTOUCHED,
    action: '请接受邀请，或者创建机关。',
  },
  CLIENT_NOT_ENROLLED: {
    what: '本设备尚不属于任何机关。',
    safe: UNTOUCHED,
    action: '请接受邀请，或者由您的另一设备准许本设备加入。',
  },
  CLIENT_ALREADY_ENROLLED: {
    what: '本设备已经属于一个机关。',
    safe: UNTOUCHED,
    action: '另一机关请使用另一配置。',
  },
  CLIENT_REVOKED: {
    what: '本设备已被本机关吊销。',
    safe: '本设备上已有的内容在此仍可阅读；它不能再发送或者获取任何内容。',
    action: '请联系管理员。新设备须用新的邀请注册。',
  },
  CLIENT_NOT_ADMITTED: {
    what: '该机关尚未获准列入名录。',
    safe: KEPT,
    action: '请完成创建，然后等待运营方准许该机关列入。',
  },
  CLIENT_DIRECTORY_STALE: {
    what: '所见的名录已超过24小时，吊销可能被隐瞒。',
    safe: `${KEPT}没有发送任何内容。`,
    action: '请检查本计算机的时钟；稍后再试；如仍然如此，请告知中继站的运营方。',
  },
  CLIENT_CLOCK: {
    what: '中继站与本计算机的时间相互矛盾。',
    safe: `${KEPT}没有采信任何内容。`,
    action: '请校准本计算机的时钟后再试。',
  },
  CLIENT_ALARM: {
    what: '中继站与其此前显示或者签名的内容相矛盾。',
    safe: '相矛盾的内容均未被采信；两份材料已作为警报保存。',
    action: '请将警报出示给管理员和对方机关。在管理员确认之前，不会发送任何内容。',
  },
  CLIENT_ALARM_OPEN: {
    what: '有一项警报尚无管理员确认。',
    safe: `${KEPT}没有发送任何内容。`,
    action: '请查看警报；弄清原因之后，由管理员予以确认。',
  },
  CLIENT_NOT_FOUND: {
    what: '此处没有该名称的内容。',
    safe: UNTOUCHED,
    action: '请核对编号，并获取最新内容。',
  },
  CLIENT_RECIPIENT: {
    what: '无法向该接收方发送：不在名录中、未获准列入、已关闭或者其名册不成立。',
    safe: `${KEPT}没有发送任何内容。`,
    action: '请在名录中查找该机关，重新选择。',
  },
  CLIENT_RECIPIENT_CHANGED: {
    what: '中继站所显示的接收机关已违反其自身规则发生改变。',
    safe: `${KEPT}没有发送任何内容。`,
    action: '其封印可能已落入他人之手：请拨打您此前已知的号码，并在名录中该机关的页面上了解发生了什么。',
  },
  CLIENT_ROLE: {
    what: '您的角色不允许这样做。',
    safe: UNTOUCHED,
    action: '请由具有相应角色的官员办理，或者请管理员更改您的角色。',
  },
  CLIENT_NO_EPOCH_SEED: {
    what: '本设备尚不能打开本机关收到的内容。',
    safe: '没有任何损失：授予权限后，一切均可打开。',
    action: '请一位设备已能阅读的同事获取一次最新内容；权限会自动授予。',
  },
  CLIENT_PASSKEY: {
    what: '通行密钥没有作出应有的回应。',
    safe: `${KEPT}没有签署任何内容。`,
    action: '请用您在此注册的通行密钥或者第二个通行密钥再试。',
  },
  CLIENT_PASSKEY_CANCELLED: {
    what: '没有触碰通行密钥，或者操作已被取消。',
    safe: `${KEPT}没有签署任何内容。`,
    action: '准备好之后请再试。',
  },
  CLIENT_PASSKEY_KNOWN: {
    what: '该验证器上已有您注册过的通行密钥。',
    safe: UNTOUCHED,
    action: '请选择另一个：安全密钥、手机或者另一台计算机。两个通行密钥放在一处，会一同丢失。',
  },
  CLIENT_PASSKEY_ADDRESS: {
    what: '您的通行密钥属于另一网址，而不是本页面的网址。',
    safe: `${KEPT}没有签署任何内容。`,
    action: '请打开本机关告诉您的网址。如果您是通过链接来到此处的，请告知管理员。',
  },
  CLIENT_PASSKEY_UNLOCK: {
    what: '该通行密钥有回应，但无法解锁此浏览器。',
    safe: '此处保存的内容完好无损。',
    action: '请使用您在此浏览器注册的通行密钥，或者使用您设定的密码短语。',
  },
  CLIENT_PENDING_LINK: {
    what: '这不是等待签署的决定，或者不是本机关的决定。',
    safe: UNTOUCHED,
    action: '请向作出该决定的管理员重新索取文件。',
  },
  CLIENT_PENDING_STALE: {
    what: '该决定写成之后，名册已有更新。',
    safe: UNTOUCHED,
    action: '请重新作出决定，并由各方重新签署。',
  },
  CLIENT_FOUNDING_ORDER: {
    what: '创建的某一步骤尚未完成，或者已经完成。',
    safe: UNTOUCHED,
    action: '请查看该机关：其中写明下一步骤。',
  },
  CLIENT_ALREADY_SENT: {
    what: '此件已经提交，或者可能已经提交。',
    safe: UNTOUCHED,
    action: '请获取最新内容以查看其状况。提议可以撤回；已提交的不能撤回。',
  },
  CLIENT_OUTBOX_STALE: {
    what: '一件已加封的传送件等待过久，中继站始终没有登记。',
    safe: `${KEPT}它不在本机关的登记册中。`,
    action: '请重新发送：它会以新的编号重新加封和签署。',
  },
  CLIENT_RESEND_REFUSED: {
    what: '中继站要求重新发送，而名录中看不出任何理由。',
    safe: `${KEPT}没有重新加封任何内容。`,
    action: '请稍后再试。如仍然如此，请告知中继站的运营方和管理员。',
  },
  CLIENT_FILE_CHANGED: {
    what: '一个文件在加封期间或者之后发生了变化。',
    safe: '其中已上传的部分对任何人都没有用处，将被舍弃。',
    action: '请重新附上该文件。',
  },
  CLIENT_UPLOAD_DAMAGED: {
    what: '中继站保存的文件内容与本设备发送的不同。',
    safe: `${KEPT}没有发送任何提及该内容的文书。`,
    action: '请重新附上该文件；如再次发生，请告知中继站的运营方。',
  },
  CLIENT_DRAFT_REFUSED: {
    what: '中继站提供的草稿版本与本设备上的不衔接。',
    safe: '本设备上的草稿保持原样；中继站给出的内容未被采信。',
    action: '请与同事比较各自所见。如仍然如此，请告知中继站的运营方。',
  },
  CLIENT_WITHHELD: {
    what: '登记册证明有一件传送件，而中继站不给出其内容。',
    safe: '该证明已作为警报保存。',
    action: '请将警报出示给管理员，并通过其他途径询问发送方。',
  },
  CLIENT_EXPIRED: {
    what: '该传送件的加封内容在各方收到后，已按期在中继站删除。',
    safe: '一切正常：登记记录及其证明仍在，当时已打开者仍可阅读。',
    action: '请询问当时设备已在此处的同事。',
  },
  CLIENT_EVIDENCE_INCOMPLETE: {
    what: '凭证尚不完整。',
    safe: UNTOUCHED,
    action: '请获取最新内容后再试；中继站每分钟为登记册加封一次。',
  },
  CLIENT_BUNDLE_FILE: {
    what: '该文件不是凭证文件：不是zip格式，或者超过允许的大小。',
    safe: UNTOUCHED,
    action: '请重新索取未经改动的文件。',
  },
  CLIENT_BUNDLE_TOO_LARGE: {
    what: '凭证文件会超过允许的大小。',
    safe: UNTOUCHED,
    action: '请不要收入附件：声明中写明了附件的指纹，有一个已披露的密钥即可据以比对文件。',
  },
};
