/* Prints every text that the dialogs on the screen show, a line each: so the journey reads message boxes. */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

#define LONGEST 2048
#define PATIENCE_MS 1000
#define DIALOG L"#32770" /* as Windows calls the class of its own boxes */

static BOOL CALLBACK tell(HWND window, LPARAM unused) {
    wchar_t text[LONGEST];
    char bytes[LONGEST * 3];
    DWORD_PTR length = 0;
    (void)unused;
    if (IsWindowVisible(window) &&
        SendMessageTimeoutW(window, WM_GETTEXT, LONGEST, (LPARAM)text, SMTO_ABORTIFHUNG, PATIENCE_MS, &length) &&
        length > 0 && WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL))
        puts(bytes);
    return TRUE;
}

static BOOL CALLBACK tell_dialog(HWND window, LPARAM unused) {
    wchar_t name[64];
    if (GetClassNameW(window, name, 64) && wcscmp(name, DIALOG) == 0) {
        tell(window, unused);
        EnumChildWindows(window, tell, unused);
    }
    return TRUE;
}

int main(void) {
    EnumWindows(tell_dialog, 0);
    return 0;
}
