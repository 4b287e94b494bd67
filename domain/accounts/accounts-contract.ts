import { Role } from "../contract/context.ts";
import type { Contract } from "../contract/contract.ts";
import { defineContract } from "../contract/define-contract.ts";
import { ascii, bool, enumOf, enumeration, group, i53, u32, u53, u8 } from "../contract/fields.ts";
import { accountsRejections } from "./accounts-rejections.ts";

const accountId = u32("the account");
const assetId = u32("the asset");
const amount = u53("more than zero", "minor units of the asset");
const free = u53("what the account may spend or hold", "minor units of the asset");
const held = u53("what is set aside for orders and holds", "minor units of the asset");

export const accountsContract: Contract = defineContract({
  name: "accounts",
  schemaId: 1,
  version: 1,
  doc: "Accounts with free and held balances of assets, in double entry.",
  enums: {
    BalanceReason: enumeration("u8", {
      Deposit: [0, "money came in from outside"],
      Withdrawal: [1, "money went outside"],
      TransferIn: [2, "from another account"],
      TransferOut: [3, "to another account"],
    }),
  },
  commands: {
    CreateAsset: {
      id: 1,
      doc: "Adds something that accounts can have: a currency, a share, a voucher.",
      roles: Role.Operator,
      reply: "AssetCreated",
      fields: {
        code: ascii(12, "what people call it, such as USD; unique"),
        decimals: u8("digits behind the point for people; amounts are minor units. At most 18"),
      },
    },
    OpenAccount: {
      id: 2,
      doc: "Opens an account without money.",
      roles: Role.Operator,
      reply: "AccountOpened",
      fields: { ownerPrincipalId: u32("who may act for it") },
    },
    Deposit: {
      id: 3,
      doc: "Money comes in from outside.",
      roles: Role.Operator,
      reply: "BalanceMoved",
      fields: { accountId, assetId, amount },
    },
    Withdraw: {
      id: 4,
      doc: "Free money goes outside.",
      roles: Role.Operator,
      reply: "BalanceMoved",
      fields: { accountId, assetId, amount },
    },
    Transfer: {
      id: 5,
      doc: "Free money goes to another account.",
      roles: Role.Trader | Role.MarketMaker | Role.Operator,
      reply: "BalanceMoved",
      fields: { accountId, assetId, amount, toAccountId: u32("who gets it") },
    },
    SuspendAccount: {
      id: 6,
      doc: "Lets an account begin nothing new, or lets it again. What is open can be cancelled.",
      roles: Role.Operator,
      reply: "AccountSuspension",
      fields: { accountId, suspended: bool("whether it is suspended from now on") },
    },
  },
  queries: {
    Balances: {
      id: 20,
      doc: "All balances of an account that are not zero.",
      reply: "BalanceList",
      fields: { accountId },
    },
    Assets: { id: 21, doc: "All assets.", reply: "AssetList", fields: {} },
    Account: { id: 22, doc: "Whose account it is.", reply: "AccountState", fields: { accountId } },
    MyAccounts: {
      id: 23,
      doc: "The accounts of the principal who asks.",
      reply: "AccountList",
      fields: {},
    },
    Conservation: {
      id: 24,
      doc: "Per asset: what came in from outside, and what all accounts have. The two are equal.",
      roles: Role.Operator | Role.Viewer,
      reply: "ConservationReport",
      fields: {},
    },
  },
  replies: {
    AssetCreated: { id: 40, doc: "The asset exists.", fields: { assetId } },
    AccountOpened: { id: 41, doc: "The account exists.", fields: { accountId } },
    BalanceMoved: {
      id: 42,
      doc: "Money moved; the balances after it, of the account that was named first.",
      fields: { accountId, assetId, free, held },
    },
    AccountSuspension: {
      id: 43,
      doc: "What the account is now.",
      fields: { accountId, suspended: bool("whether it is suspended") },
    },
    BalanceList: {
      id: 44,
      doc: "Balances by asset.",
      fields: { accountId, balances: group(256, "by asset id", { assetId, free, held }) },
    },
    AssetList: {
      id: 45,
      doc: "All assets.",
      fields: {
        assets: group(256, "by asset id", {
          assetId,
          code: ascii(12, "what people call it"),
          decimals: u8("digits behind the point for people"),
        }),
      },
    },
    AccountState: {
      id: 46,
      doc: "An account.",
      fields: {
        accountId,
        ownerPrincipalId: u32("who may act for it"),
        suspended: bool("whether it is suspended"),
      },
    },
    AccountList: {
      id: 47,
      doc: "Accounts of a principal.",
      fields: {
        accounts: group(1_000, "by account id, the first thousand", {
          accountId,
          suspended: bool("whether it is suspended"),
        }),
      },
    },
    ConservationReport: {
      id: 48,
      doc: "What there is of each asset.",
      fields: {
        assets: group(256, "by asset id", {
          assetId,
          deposited: i53("deposits less withdrawals", "minor units of the asset"),
          free: u53("free in all accounts", "minor units of the asset"),
          held: u53("held in all accounts", "minor units of the asset"),
        }),
      },
    },
  },
  events: {
    BalanceChanged: {
      id: 60,
      doc: "A deposit, withdrawal or transfer. What trading moves is told by the events of the orders.",
      channel: "balances",
      fields: { accountId, assetId, reason: enumOf("BalanceReason", "why"), amount, free, held },
    },
  },
  channels: {
    balances: {
      doc: "The money of an account, but for what trading moves.",
      key: "accountId",
      image: "Balances",
      private: true,
    },
  },
  rejections: {
    ...accountsRejections,
    AssetCodeTaken: { code: 100, doc: "another asset has this code; value is its id" },
    BadAssetCode: { code: 101, doc: "the code is empty" },
    BadDecimals: { code: 102, doc: "more than 18 decimals; value is how many" },
    LedgerFull: { code: 103, doc: "there is no room for another account or asset" },
  },
});
