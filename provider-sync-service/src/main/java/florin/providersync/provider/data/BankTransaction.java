package florin.providersync.provider.data;

import florin.events.Money;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A transaction as a bank described it.
 *
 * @param amount negative = money out, for every type of account
 * @param date booked; of a pending transaction the day it happened; a calendar date of the bank
 * @param pendingExternalId of a posted transaction: its former pending one, if the provider names
 *     it
 */
public record BankTransaction(
    String externalId,
    Money amount,
    LocalDate date,
    Optional<LocalDate> authorizedDate,
    String name,
    Optional<String> originalDescription,
    Optional<String> merchantName,
    Optional<String> merchantEntityId,
    boolean pending,
    Optional<String> pendingExternalId,
    Optional<String> categoryPrimary,
    Optional<String> categoryDetailed,
    Optional<String> categoryConfidence,
    Optional<String> paymentChannel,
    Optional<String> transactionCode,
    Optional<String> checkNumber,
    Optional<String> website,
    Optional<String> logoUrl) {}
