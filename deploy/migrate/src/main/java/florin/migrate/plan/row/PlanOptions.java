package florin.migrate.plan.row;

import java.util.Optional;

/**
 * @param currency of rows whose currency is known nowhere
 * @param defaultUser the source's user of rows that name none, unless there is only one user
 */
public record PlanOptions(String currency, Optional<String> defaultUser) {}
