package florin.emulator.api;

import static florin.emulator.http.RequestShape.FieldType.ANY;
import static florin.emulator.http.RequestShape.FieldType.FLAG;
import static florin.emulator.http.RequestShape.FieldType.LIST;
import static florin.emulator.http.RequestShape.FieldType.NUMBER;
import static florin.emulator.http.RequestShape.FieldType.OBJECT;
import static florin.emulator.http.RequestShape.FieldType.TEXT;
import static florin.emulator.http.RequestShape.FieldType.WHOLE;

import florin.emulator.http.RequestShape;

/** The request fields of each endpoint, after Plaid's OpenAPI document 2020-09-14_1.697.4. */
final class RequestShapes {
  static final RequestShape ITEM = RequestShape.request().required(TEXT, "access_token");
  static final RequestShape ITEM_REMOVE =
      RequestShape.request()
          .required(TEXT, "access_token")
          .optional(TEXT, "reason_code", "reason_note");
  static final RequestShape ITEM_WEBHOOK =
      RequestShape.request().required(TEXT, "access_token").nullable(TEXT, "webhook");
  static final RequestShape EXCHANGE = RequestShape.request().required(TEXT, "public_token");
  static final RequestShape ACCOUNTS =
      RequestShape.request()
          .required(TEXT, "access_token")
          .optional("options", RequestShape.object().optional(LIST, "account_ids"));
  static final RequestShape BALANCES =
      RequestShape.request()
          .required(TEXT, "access_token")
          .optional(
              "options",
              RequestShape.object()
                  .optional(LIST, "account_ids")
                  .optional(TEXT, "min_last_updated_datetime"));
  static final RequestShape SYNC =
      RequestShape.request()
          .required(TEXT, "access_token")
          .nullable(TEXT, "cursor")
          .optional(WHOLE, "count")
          .optional(
              "options",
              RequestShape.object()
                  .optional(
                      FLAG,
                      "include_original_description",
                      "include_personal_finance_category",
                      "include_logo_and_counterparty_beta")
                  .optional(TEXT, "personal_finance_category_version", "account_id")
                  .optional(WHOLE, "days_requested"));
  static final RequestShape TRANSACTIONS =
      RequestShape.request()
          .required(TEXT, "access_token", "start_date", "end_date")
          .optional(
              "options",
              RequestShape.object()
                  .optional(LIST, "account_ids")
                  .optional(WHOLE, "count", "offset", "days_requested")
                  .optional(
                      FLAG,
                      "include_original_description",
                      "include_personal_finance_category",
                      "include_logo_and_counterparty_beta",
                      "include_personal_finance_category_beta")
                  .optional(TEXT, "personal_finance_category_version"));
  static final RequestShape INVESTMENT_TRANSACTIONS =
      RequestShape.request()
          .required(TEXT, "access_token", "start_date", "end_date")
          .optional(
              "options",
              RequestShape.object()
                  .optional(LIST, "account_ids")
                  .optional(WHOLE, "count", "offset")
                  .optional(FLAG, "async_update"));
  static final RequestShape RECURRING =
      RequestShape.request()
          .required(TEXT, "access_token")
          .optional(LIST, "account_ids")
          .optional(
              "options", RequestShape.object().optional(TEXT, "personal_finance_category_version"));
  static final RequestShape CATEGORIES = RequestShape.request();
  static final RequestShape INSTITUTION =
      RequestShape.request()
          .required(TEXT, "institution_id")
          .required(LIST, "country_codes")
          .optional(
              "options",
              RequestShape.object()
                  .optional(
                      FLAG,
                      "include_optional_metadata",
                      "include_status",
                      "include_auth_metadata",
                      "include_payment_initiation_metadata"));
  static final RequestShape KEY = RequestShape.request().required(TEXT, "key_id");
  static final RequestShape FIRE =
      RequestShape.request()
          .required(TEXT, "access_token", "webhook_code")
          .optional(TEXT, "webhook_type");
  static final RequestShape SANDBOX_TOKEN =
      RequestShape.request()
          .required(TEXT, "institution_id")
          .required(LIST, "initial_products")
          .optional(TEXT, "user_id", "user_token")
          .optional(
              "options",
              RequestShape.object()
                  .nullable(TEXT, "override_username")
                  .nullable(TEXT, "override_password")
                  .optional(TEXT, "webhook")
                  .optional(OBJECT, "statements", "income_verification")
                  .optional(
                      "transactions",
                      RequestShape.object()
                          .optional(TEXT, "start_date", "end_date")
                          .optional(WHOLE, "days_requested")));
  static final RequestShape SANDBOX_TRANSACTIONS =
      RequestShape.request()
          .required(TEXT, "access_token")
          .requiredList(
              "transactions",
              RequestShape.object()
                  .required(TEXT, "date_transacted", "date_posted", "description")
                  .required(NUMBER, "amount")
                  .optional(TEXT, "iso_currency_code"));
  static final RequestShape LINK_TOKEN =
      RequestShape.request()
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
              RequestShape.object()
                  .optional(FLAG, "account_selection_enabled", "reauthorization_enabled", "user")
                  .optional(LIST, "item_ids"))
          .optional("transactions", RequestShape.object().optional(WHOLE, "days_requested"))
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

  static final RequestShape LINK_TOKEN_GET = RequestShape.request().required(TEXT, "link_token");

  private RequestShapes() {}

  private static RequestShape user() {
    return RequestShape.object()
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
