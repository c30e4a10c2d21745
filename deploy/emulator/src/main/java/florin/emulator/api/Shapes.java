package florin.emulator.api;

import static florin.emulator.http.Shape.Kind.ANY;
import static florin.emulator.http.Shape.Kind.FLAG;
import static florin.emulator.http.Shape.Kind.LIST;
import static florin.emulator.http.Shape.Kind.NUMBER;
import static florin.emulator.http.Shape.Kind.OBJECT;
import static florin.emulator.http.Shape.Kind.TEXT;
import static florin.emulator.http.Shape.Kind.WHOLE;

import florin.emulator.http.Shape;

/** The request fields of each endpoint, after Plaid's OpenAPI document 2020-09-14_1.697.4. */
final class Shapes {
  static final Shape ITEM = Shape.request().required(TEXT, "access_token");
  static final Shape ITEM_REMOVE =
      Shape.request().required(TEXT, "access_token").optional(TEXT, "reason_code", "reason_note");
  static final Shape ITEM_WEBHOOK =
      Shape.request().required(TEXT, "access_token").nullable(TEXT, "webhook");
  static final Shape EXCHANGE = Shape.request().required(TEXT, "public_token");
  static final Shape ACCOUNTS =
      Shape.request()
          .required(TEXT, "access_token")
          .optional("options", Shape.object().optional(LIST, "account_ids"));
  static final Shape BALANCES =
      Shape.request()
          .required(TEXT, "access_token")
          .optional(
              "options",
              Shape.object()
                  .optional(LIST, "account_ids")
                  .optional(TEXT, "min_last_updated_datetime"));
  static final Shape SYNC =
      Shape.request()
          .required(TEXT, "access_token")
          .nullable(TEXT, "cursor")
          .optional(WHOLE, "count")
          .optional(
              "options",
              Shape.object()
                  .optional(
                      FLAG,
                      "include_original_description",
                      "include_personal_finance_category",
                      "include_logo_and_counterparty_beta")
                  .optional(TEXT, "personal_finance_category_version", "account_id")
                  .optional(WHOLE, "days_requested"));
  static final Shape TRANSACTIONS =
      Shape.request()
          .required(TEXT, "access_token", "start_date", "end_date")
          .optional(
              "options",
              Shape.object()
                  .optional(LIST, "account_ids")
                  .optional(WHOLE, "count", "offset", "days_requested")
                  .optional(
                      FLAG,
                      "include_original_description",
                      "include_personal_finance_category",
                      "include_logo_and_counterparty_beta",
                      "include_personal_finance_category_beta")
                  .optional(TEXT, "personal_finance_category_version"));
  static final Shape INVESTMENT_TRANSACTIONS =
      Shape.request()
          .required(TEXT, "access_token", "start_date", "end_date")
          .optional(
              "options",
              Shape.object()
                  .optional(LIST, "account_ids")
                  .optional(WHOLE, "count", "offset")
                  .optional(FLAG, "async_update"));
  static final Shape RECURRING =
      Shape.request()
          .required(TEXT, "access_token")
          .optional(LIST, "account_ids")
          .optional("options", Shape.object().optional(TEXT, "personal_finance_category_version"));
  static final Shape CATEGORIES = Shape.request();
  static final Shape INSTITUTION =
      Shape.request()
          .required(TEXT, "institution_id")
          .required(LIST, "country_codes")
          .optional(
              "options",
              Shape.object()
                  .optional(
                      FLAG,
                      "include_optional_metadata",
                      "include_status",
                      "include_auth_metadata",
                      "include_payment_initiation_metadata"));
  static final Shape KEY = Shape.request().required(TEXT, "key_id");
  static final Shape FIRE =
      Shape.request().required(TEXT, "access_token", "webhook_code").optional(TEXT, "webhook_type");
  static final Shape SANDBOX_TOKEN =
      Shape.request()
          .required(TEXT, "institution_id")
          .required(LIST, "initial_products")
          .optional(TEXT, "user_id", "user_token")
          .optional(
              "options",
              Shape.object()
                  .nullable(TEXT, "override_username")
                  .nullable(TEXT, "override_password")
                  .optional(TEXT, "webhook")
                  .optional(OBJECT, "statements", "income_verification")
                  .optional(
                      "transactions",
                      Shape.object()
                          .optional(TEXT, "start_date", "end_date")
                          .optional(WHOLE, "days_requested")));
  static final Shape SANDBOX_TRANSACTIONS =
      Shape.request()
          .required(TEXT, "access_token")
          .requiredList(
              "transactions",
              Shape.object()
                  .required(TEXT, "date_transacted", "date_posted", "description")
                  .required(NUMBER, "amount")
                  .optional(TEXT, "iso_currency_code"));
  static final Shape LINK_TOKEN =
      Shape.request()
          .required(TEXT, "client_name", "language")
          .required(LIST, "country_codes")
          .optional("user", user())
          .optional(
              LIST,
              "products",
              "required_if_supported_products",
              "optional_products",
              "additional_consented_products",
              "access_tokens")
          .optional(
              TEXT,
              "user_id",
              "user_token",
              "webhook",
              "access_token",
              "redirect_uri",
              "android_package_name",
              "link_customization_name",
              "institution_id",
              "consumer_report_permissible_purpose",
              "third_party_user_token",
              "appearance_mode")
          .optional(
              "update",
              Shape.object()
                  .optional(FLAG, "account_selection_enabled", "reauthorization_enabled", "user")
                  .optional(LIST, "item_ids"))
          .optional("transactions", Shape.object().optional(WHOLE, "days_requested"))
          .optional(FLAG, "enable_multi_item_link", "cra_enabled")
          .optional(
              ANY,
              "account_filters",
              "auth",
              "base_report",
              "card_switch",
              "cashflow_report",
              "cra_options",
              "credit_partner_insights",
              "employment",
              "eu_config",
              "financekit_supported",
              "hosted_link",
              "identity",
              "identity_verification",
              "income_verification",
              "institution_data",
              "investments",
              "investments_auth",
              "payment_configuration",
              "payment_initiation",
              "statements",
              "transfer");

  private Shapes() {}

  private static Shape user() {
    return Shape.object()
        .required(TEXT, "client_user_id")
        .optional(
            ANY,
            "address",
            "date_of_birth",
            "email_address",
            "email_address_verified_time",
            "id_number",
            "legal_name",
            "name",
            "phone_number",
            "phone_number_verified_time",
            "ssn");
  }
}
