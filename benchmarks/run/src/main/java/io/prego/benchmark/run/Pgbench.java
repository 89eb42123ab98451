package io.prego.benchmark.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** PostgreSQL's own benchmark, as the machine has it. */
final class Pgbench {

    private static final String MISSING =
            "there is no pgbench on this machine: `apt-get install postgresql-client` brings it on Debian";
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://([^:]+):(\\d+)/([^?]+)\\?user=([^&]+)&password=(.+)");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private Pgbench() {}

    static String version() throws IOException, InterruptedException {
        return output(new ProcessBuilder("pgbench", "--version")).strip();
    }

    /** Transactions per second. */
    static double run(String jdbcUrl, List<String> arguments) throws IOException, InterruptedException {
        var url = URL.matcher(jdbcUrl);
        if (!url.matches()) {
            throw new IllegalArgumentException("no URL of PostgreSQL");
        }
        var command = new ArrayList<>(List.of("pgbench"));
        command.addAll(arguments);
        command.addAll(List.of(
                "--host=" + url.group(1), "--port=" + url.group(2), "--username=" + url.group(4), url.group(3)));
        var builder = new ProcessBuilder(command);
        builder.environment().put("PGPASSWORD", url.group(5));
        var output = output(builder);
        var rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IOException("pgbench says no rate: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process;
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException(MISSING, e);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("pgbench failed: " + output);
        }
        return output;
    }
}
