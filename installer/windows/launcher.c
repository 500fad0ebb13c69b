/* The program's .exe: loads the Python that lies beside it and lets it run app\start.py.
 *
 * One process with our own name and icon, nothing taken from the environment, and no library searched for
 * in the current folder. Compiled twice: with WINDOW for the desktop, without for the command line.
 */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768
#define LEADING 6

typedef int (*Python)(int, wchar_t **);

static int refuse(const wchar_t *sentence) {
#ifdef WINDOW
    MessageBoxW(NULL, sentence, PROGRAM, MB_OK | MB_ICONERROR);
#else
    DWORD written;
    HANDLE screen = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(screen, sentence, (DWORD)wcslen(sentence), &written, NULL)) {
        char bytes[1024];
        int size = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, bytes, sizeof bytes, NULL, NULL);
        if (size > 1) WriteFile(screen, bytes, (DWORD)(size - 1), &written, NULL);
    }
#endif
    return 1;
}

static int run(int argc, wchar_t **argv) {
    static wchar_t folder[LONGEST], place[LONGEST], start[LONGEST];
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    wchar_t *end = wcsrchr(folder, L'\\');
    if (length == 0 || length >= LONGEST - 64 || end == NULL)
        return refuse(L"Путь к программе слишком длинный: установите её в другую папку.\n");
    *end = 0;

    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    wcscat(wcscpy(place, folder), L"\\python");
    AddDllDirectory(place);
    wcscat(place, L"\\python311.dll");
    HMODULE library = LoadLibraryExW(place, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    Python python = library ? (Python)(void *)GetProcAddress(library, "Py_Main") : NULL;
    if (python == NULL)
        return refuse(L"Файлы программы повреждены или удалены: установите её заново. Ваши данные не пострадали.\n");

    wchar_t **words = calloc((size_t)argc + LEADING, sizeof *words);
    if (words == NULL) return refuse(L"Не хватает памяти: закройте другие программы.\n");
    wcscat(wcscpy(start, folder), L"\\app\\start.py");
    wchar_t *leading[LEADING] = {argv[0], L"-I", L"-B", L"-X", L"utf8", start};
    for (int i = 0; i < LEADING; i++) words[i] = leading[i];
    for (int i = 1; i < argc; i++) words[LEADING + i - 1] = argv[i];
    return python(argc + LEADING - 1, words);
}

#ifdef WINDOW
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show) {
    (void)self, (void)before, (void)line, (void)show;
    return run(__argc, __wargv);
}
#else
int wmain(int argc, wchar_t **argv) { return run(argc, argv); }
#endif
