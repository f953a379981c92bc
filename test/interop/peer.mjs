// Answers the C# tests' questions with ethers: one JSON request on stdin, one JSON answer on stdout.
import { readFileSync } from 'node:fs';
import { AbiCoder, Interface, JsonRpcProvider, Transaction, TypedDataEncoder, Wallet, encryptKeystoreJson } from 'ethers';

const request = JSON.parse(readFileSync(0, 'utf8'));

const actions = {
  sign: async ({ privateKey, transaction }) => {
    const raw = await new Wallet(privateKey).signTransaction(transaction);
    return { raw, hash: Transaction.from(raw).hash };
  },
  abi: async ({ types, values }) => ({ encoded: AbiCoder.defaultAbiCoder().encode(types, values) }),
  typedData: async ({ privateKey, domain, types, message }) => ({
    digest: TypedDataEncoder.hash(domain, types, message),
    signature: await new Wallet(privateKey).signTypedData(domain, types, message),
  }),
  encryptKeystore: async ({ privateKey, password, cost }) => {
    const account = { address: new Wallet(privateKey).address, privateKey };
    return { json: await encryptKeystoreJson(account, password, { scrypt: { N: cost, r: 8, p: 1 } }) };
  },
  chain: async ({ rpc, account, abi, transaction, contract, refusedCall }) => {
    const provider = new JsonRpcProvider(rpc);
    try {
      const face = new Interface(abi);
      const receipt = await provider.getTransactionReceipt(transaction);
      const events = receipt.logs.map((log) => face.parseLog(log)).map((event) => ({ name: event.name, values: [...event.args].map(String) }));
      const refused = await provider.call({ to: contract, from: account, data: refusedCall }).then(
        () => null,
        ({ data }) => face.parseError(data),
      );
      return {
        chainId: String((await provider.getNetwork()).chainId),
        balance: String(await provider.getBalance(account)),
        nonce: await provider.getTransactionCount(account),
        block: receipt.blockNumber,
        gasUsed: String(receipt.gasUsed),
        price: String(receipt.gasPrice),
        events,
        refused: refused && { name: refused.name, values: [...refused.args].map(String) },
      };
    } finally {
      provider.destroy();
    }
  },
  keystore: async ({ json, password }) => ({ privateKey: (await Wallet.fromEncryptedJson(json, password)).privateKey }),
};

process.stdout.write(JSON.stringify(await actions[request.action](request)));
