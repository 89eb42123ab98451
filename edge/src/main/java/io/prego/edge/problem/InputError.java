package io.prego.edge.problem;

/**
 * One place of the input that is at fault.
 *
 * @param pointer a JSON pointer into the body ({@code /steps/0/step}, empty for the whole body), or {@code query/limit},
 *     {@code path/id}, {@code header/if-match}; cut at 256 characters
 * @param message what is wrong there, without the value that was sent
 */
public record InputError(String pointer, String message) {

    private static final int POINTER_LENGTH_MAX = 256;

    public InputError {
        pointer = pointer.length() > POINTER_LENGTH_MAX ? pointer.substring(0, POINTER_LENGTH_MAX) : pointer;
    }

    public static InputError query(String name, String message) {
        return new InputError("query/" + name, message);
    }

    public static InputError path(String name, String message) {
        return new InputError("path/" + name, message);
    }

    public static InputError header(String name, String message) {
        return new InputError("header/" + name, message);
    }
}
